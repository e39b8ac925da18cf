/* A letter in another script wants its font before it is shown: those of all languages that are offered are fetched
   when one goes to choose. */

import { form } from "./draft.js";

const unquoted = (family) => family.replaceAll('"', "");

/* Return the family that a language's letter is set in first. */
function familyOf(option) {
  const families = getComputedStyle(option).getPropertyValue("--serif");
  return unquoted(families.split(",")[0]).trim();
}

export function fetchFontsBeforehand() {
  form.addEventListener("focusin", (event) => {
    const isUnwanted = document.documentElement.classList.contains("no-serif");
    if (event.target.id !== "letter-language" || isUnwanted) return;
    const wanted = new Set([...event.target.options].map(familyOf));
    for (const face of document.fonts ?? []) {
      if (wanted.has(unquoted(face.family))) face.load().catch(() => {}); // the reader's own serif will do
    }
  });
}
