/* A field is marked while a problem is told beside it. */

import { form } from "./draft.js";
import { isForDraft } from "./requests.js";

export function markFieldsWithProblems() {
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (!isForDraft(detail.ctx)) return;
    for (const slot of form.querySelectorAll(".problem-slot")) {
      for (const field of form.querySelectorAll(`[aria-describedby~="${slot.id}"]`)) {
        if (slot.textContent.trim()) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
  });
}
