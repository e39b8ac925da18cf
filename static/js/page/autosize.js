/* The sheet is as long as the letter, where the browser does not see to it (CSS `field-sizing`). */

import { form } from "./draft.js";

function fit() {
  for (const area of form.querySelectorAll(".sheet textarea")) {
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }
}

export function fitSheet() {
  if (CSS.supports("field-sizing", "content")) return;
  form.addEventListener("input", fit);
  document.addEventListener("htmx:after:swap", fit);
  fit();
}
