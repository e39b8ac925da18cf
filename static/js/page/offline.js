/* The server cannot be reached, or a proxy speaks in its place: the page says so, and what was typed stays. */

import { UNREACHED } from "./htmx-loader.js";
import { forgetPressedLink } from "./mail-link.js";
import { showMessage, unpinMessage } from "./message.js";
import { isForCount } from "./requests.js";

function tellOffline() {
  forgetPressedLink();
  showMessage("words-offline", { isPinned: true });
}

export function tellWhenOffline() {
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (isForCount(ctx)) return;
    if (ctx.text.includes("<hx-partial")) {
      unpinMessage();
      return;
    }
    event.preventDefault();
    tellOffline();
  });
  document.addEventListener(UNREACHED, tellOffline);
  document.addEventListener("htmx:error", ({ detail }) => {
    if (!isForCount(detail.ctx)) tellOffline();
  });
}
