/* A letter in another script wants its font before it is shown: all are fetched when one goes to choose. */

import { form } from "./draft.js";

export function fetchFontsBeforehand() {
  form.addEventListener("focusin", (event) => {
    const isUnwanted = document.documentElement.classList.contains("no-serif");
    if (event.target.id !== "letter-language" || isUnwanted) return;
    for (const face of document.fonts ?? []) {
      face.load().catch(() => {}); // the reader's own serif will do
    }
  });
}
