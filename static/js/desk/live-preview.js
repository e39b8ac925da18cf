/* The preview beside the editor: opened where there is room for it, and loaded again when the server says that what
   it shows has changed. The page in the frame stays where it was scrolled to. */

const HAS_ROOM = "(min-width: 75rem)";

function askForPanel(tab) {
  if (tab.open) window.htmx.trigger(tab.querySelector("#preview"), "preview-open");
}

function reload() {
  const frame = document.getElementById("preview-frame");
  if (frame) frame.src = frame.getAttribute("src");
}

function keepScroll() {
  let last = null;
  addEventListener("message", ({ data, source }) => {
    if (source !== document.getElementById("preview-frame")?.contentWindow) return;
    if (data?.preview === "at") last = data;
    else if (last) source.postMessage({ preview: "to", path: last.path, top: last.top }, "*");
  });
}

export function showLivePreview() {
  const tab = document.getElementById("preview-tab");
  if (tab) {
    tab.addEventListener("toggle", () => askForPanel(tab));
    tab.open = matchMedia(HAS_ROOM).matches;
  }
  keepScroll();
  document.addEventListener("preview-changed", reload);
}
