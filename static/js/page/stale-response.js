/* A sheet that comes after more was typed must not take those words away: it is asked for anew. */

import { isStale, requestRevision } from "./draft.js";
import { isForDraft } from "./requests.js";

export function discardStaleSheets() {
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    if (event.defaultPrevented || !isForDraft(ctx) || !isStale(ctx)) return;
    if (!tasks?.some((task) => task.target?.id === "letter")) return;
    event.preventDefault();
    requestRevision();
  });
}
