/* A step of reporting takes the place of the one before, and the focus stays there; from a card of the delivery
   options the focus goes there. */

import { isForCount } from "./requests.js";

let source = null;

function showReport(report) {
  report.focus({ preventScroll: true });
  report.scrollIntoView(); // its beginning, not as much of it as there is room for
}

export function keepFocusOnReport() {
  document.addEventListener("htmx:before:request", ({ detail }) => {
    if (isForCount(detail.ctx)) return; // fetched for itself, while something else may be going on
    source = detail.ctx.sourceElement?.closest?.("#report, .delivery-sent") ?? null;
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (isForCount(detail.ctx)) return;
    const report = document.getElementById("report");
    if (source?.matches(".delivery-sent")) showReport(report);
    else if (source && document.activeElement === document.body) report?.focus();
    source = null;
  });
}
