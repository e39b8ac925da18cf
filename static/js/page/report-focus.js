/* A step of reporting takes the place of the one before, and the focus stays there; from a card of the delivery
   options the focus goes there. */

import { isForCount } from "./requests.js";

const sources = new WeakMap(); // by request: others come and go meanwhile

function showReport(report, isElsewhere) {
  report.focus({ preventScroll: true });
  const { top } = report.getBoundingClientRect();
  // its beginning, not as much of it as there is room for; the next step would cut a smooth scroll short
  if (isElsewhere || top < 0 || top > innerHeight) report.scrollIntoView({ behavior: "instant" });
}

export function keepFocusOnReport() {
  document.addEventListener("htmx:before:request", ({ detail }) => {
    if (isForCount(detail.ctx)) return; // fetched for itself, while something else may be going on
    const source = detail.ctx.sourceElement?.closest?.("#report, .delivery-sent");
    if (source) sources.set(detail.ctx, source);
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    const source = sources.get(detail.ctx);
    if (!source) return;
    sources.delete(detail.ctx);
    const report = document.getElementById("report");
    const isElsewhere = source.matches(".delivery-sent");
    // htmx gives the focus back to what has the same id, and scrolls to the end of it where it is long
    const isFree = [document.body, report].includes(document.activeElement);
    if (report && (isElsewhere || isFree)) showReport(report, isElsewhere);
  });
}
