/* The sheet is as long as the letter, where the browser does not see to it (CSS `field-sizing`). */

import { form } from "./draft.js";

const fields = () => form.querySelectorAll(".sheet textarea");

/* All are measured before any is set: in turns, each would have the page laid out anew. */
function fit() {
  const areas = [...fields()];
  for (const area of areas) area.style.blockSize = "auto";
  const heights = areas.map((area) => area.scrollHeight + 2);
  for (const [index, area] of areas.entries()) area.style.blockSize = `${heights[index]}px`;
}

/* htmx writes the old field's `style` attribute on the new one, which the policy refuses and the browser reports. */
function unfit(event) {
  if (event.defaultPrevented) return;
  for (const area of fields()) {
    // Chromium writes the attribute when it is asked for; unasked, an empty one would stay.
    if (area.hasAttribute("style")) area.removeAttribute("style");
  }
}

export function fitSheet() {
  if (CSS.supports("field-sizing", "content")) return;
  form.addEventListener("input", fit);
  document.addEventListener("htmx:before:swap", unfit);
  document.addEventListener("htmx:after:swap", fit);
  fit();
}
