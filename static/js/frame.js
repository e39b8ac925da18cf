/* The page in a frame of another site. It tells the host how tall it is and that a report was counted, never
   what was typed; and only a host that said hello from a place it may be shown in. Vocabulary: docs/embedding.md */
(function () {
  "use strict";
  if (window.parent === window) return;
  var root = document.documentElement;
  var hosts = document.querySelector("meta[name=appeal-hosts]").content.split(" ");
  var secret = (/^#\?secret=([a-zA-Z0-9]+)$/.exec(location.hash) || [])[1]; // WordPress, wp-embed.js
  var host = ""; // the origin that said hello
  var told = 0; // the height it knows
  var late;

  /* "https://*.example.org" stands for every name below it, and http for https, too: as in frame-ancestors. */
  function isAllowed(origin) {
    return /^https?:\/\//.test(origin) && (origin === location.origin || hosts.some(function (one) {
      if (one.indexOf("http:") === 0 && origin.indexOf("https:") === 0) one = one.replace("http:", "https:");
      var parts = one.split("*");
      if (parts.length < 2) return one === origin;
      return origin.length > one.length - 1 && origin.indexOf(parts[0]) === 0
        && origin.slice(origin.length - parts[1].length) === parts[1];
    }));
  }

  function post(message) {
    message.appeal = 1;
    if (host) window.parent.postMessage(message, host);
  }

  function postToWordPress(message, value) { // public things only: wp-embed.js knows its frames by the secret
    if (secret) window.parent.postMessage({ message: message, value: value, secret: secret }, "*");
  }

  function measure() {
    return Math.ceil(root.getBoundingClientRect().height); // of what is in it, however tall the frame is
  }

  function tell() {
    var height = measure();
    if (!height || height === told) return; // 0: the frame is not displayed
    told = height;
    post({ type: "height", height: height });
    postToWordPress("height", height);
    checkSoon();
  }

  function checkSoon() {
    clearTimeout(late);
    late = setTimeout(check, 1000);
  }
  function check() { // a host that leaves the frame too short must not make the page's end unreachable
    root.classList.toggle("fitted", !!host && innerHeight >= told - 1);
  }

  function tellRecorded() {
    var done = host && document.querySelector("[data-recorded]");
    if (!done) return;
    done.removeAttribute("data-recorded"); // once
    post({ type: "recorded" });
  }

  addEventListener("message", function (event) {
    var data = event.data;
    if (event.source !== window.parent || !data || data.appeal !== 1 || data.type !== "hello") return;
    if (!isAllowed(event.origin)) return;
    host = event.origin;
    told = measure();
    root.classList.add("fitted");
    post({ type: "height", height: told }); // 0, too: it is an answer
    checkSoon();
    tellRecorded();
  });
  document.addEventListener("htmx:after:swap", tellRecorded);

  /* Where a part above has changed its height, what has the focus stays in sight. */
  var held = null;
  var place = 0;
  function hold() {
    held = document.activeElement === document.body ? null : document.activeElement;
    place = held ? held.getBoundingClientRect().top + scrollY : 0;
  }
  addEventListener("resize", function () {
    checkSoon();
    var before = place;
    var same = held && held === document.activeElement;
    hold();
    if (same && Math.abs(place - before) > 1) held.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  document.addEventListener("focusin", hold);
  document.addEventListener("focusout", hold);

  /* A browser scrolls the frame to a fragment, but the frame has nothing to scroll: the host's page has. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    var target = link && document.getElementById(link.hash.slice(1));
    if (!target || event.defaultPrevented) return;
    event.preventDefault();
    if (!target.matches("a, button, input, select, textarea, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  });

  /* A sandbox that takes our origin away lets nothing be sent: there, the page is a way to itself. */
  function alone() {
    var page = document.querySelector("link[rel=canonical]");
    var steps = document.querySelector(".steps");
    var skip = document.querySelector(".skip");
    if (!page || !steps || !skip) return;
    var partner = (/[?&](partner=[^&#]*)/.exec(location.search) || ["", ""])[1];
    var link = document.createElement("a");
    link.href = page.href + (partner ? "?" + partner : "");
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = skip.textContent;
    link.className = "button button-primary";
    link.addEventListener("click", function () { postToWordPress("link", link.href); });
    steps.parentNode.replaceChild(link, steps);
    document.querySelector(".top").remove();
    skip.remove();
  }
  if (window.origin === "null") alone();

  if (window.ResizeObserver) new ResizeObserver(tell).observe(root);
  else setInterval(tell, 500);
})();
