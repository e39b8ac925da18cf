/* Who shows this page. It is told how tall the page is and that a report was counted, never what was typed; and
   only if it said hello from a place the page may be shown in. Vocabulary: docs/embedding.md */

let hostOrigin = ""; // of the site that said hello

/* "https://*.example.org" stands for every name below it, and http for https, too: as in frame-ancestors. */
function matches(pattern, origin) {
  const wanted =
    pattern.startsWith("http:") && origin.startsWith("https:") ? pattern.replace("http:", "https:") : pattern;
  const [before, after] = wanted.split("*");
  if (after === undefined) return wanted === origin;
  return origin.length > before.length + after.length && origin.startsWith(before) && origin.endsWith(after);
}

function isAllowed(origin) {
  const patterns = document.querySelector("meta[name=appeal-hosts]").content.split(" ");
  if (!/^https?:\/\//.test(origin)) return false;
  return origin === location.origin || patterns.some((pattern) => matches(pattern, origin));
}

function isHello(data) {
  return Boolean(data) && data.appeal === 1 && data.type === "hello";
}

export function hasHost() {
  return hostOrigin !== "";
}

export function postToHost(message) {
  if (hostOrigin) window.parent.postMessage({ ...message, appeal: 1 }, hostOrigin);
}

export function listenForHello(greet) {
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== window.parent || !isHello(data) || !isAllowed(origin)) return;
    hostOrigin = origin;
    greet();
  });
}
