/* With nothing typed, another language is a plain address, which can be kept and passed on. */

import { hasTyped } from "./draft.js";

export function switchLanguageByAddress() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-page]");
    if (!button || hasTyped()) return;
    event.preventDefault();
    location.assign(button.dataset.page);
  });
}
