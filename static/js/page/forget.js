/* On a shared computer: what was typed is taken out of this tab and out of the fields. The page then begins anew. */

import { form } from "./draft.js";
import { dropDrafts } from "./draft-storage.js";

export function forgetOnPress() {
  document.getElementById("forgetting").addEventListener("submit", () => {
    dropDrafts();
    for (const field of form.querySelectorAll(".typed, #posted_in")) field.value = ""; // the browser's "Back" shows them again
  });
  const words = document.getElementById("forgotten");
  if (location.hash !== `#${words.id}`) return;
  words.classList.add("note-shown");
  words.focus();
  history.replaceState(null, "", location.pathname + location.search); // a reload must not say it again
}
