/* A step of reporting takes the place of the one before, and the focus stays there. */

import { isForCount } from "./requests.js";

let isReporting = false;

export function keepFocusOnReport() {
  document.addEventListener("htmx:before:request", ({ detail }) => {
    if (isForCount(detail.ctx)) return; // fetched for itself, while something else may be going on
    isReporting = Boolean(detail.ctx.sourceElement?.closest?.("#report"));
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (isForCount(detail.ctx)) return;
    if (isReporting && document.activeElement === document.body) document.getElementById("report")?.focus();
    isReporting = false;
  });
}
