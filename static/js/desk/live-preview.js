/* The preview beside the editor: opened where there is room for it, and loaded again when the server says that what
   it shows has changed. The page in the frame scrolls back by itself. */

const HAS_ROOM = "(min-width: 75rem)";

function askForPanel(tab) {
  if (tab.open) window.htmx.trigger(tab.querySelector("#preview"), "preview-open");
}

function reload() {
  const frame = document.getElementById("preview-frame");
  if (frame) frame.src = frame.getAttribute("src");
}

export function showLivePreview() {
  const tab = document.getElementById("preview-tab");
  if (tab) {
    tab.addEventListener("toggle", () => askForPanel(tab));
    tab.open = matchMedia(HAS_ROOM).matches;
  }
  document.addEventListener("preview-changed", reload);
}
