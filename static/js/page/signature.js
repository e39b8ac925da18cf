/* The name stands under the letter as it is typed. */

import { form } from "./draft.js";

export function signAsTyped() {
  form.addEventListener("input", () => {
    document.getElementById("signature").textContent = form.elements.sender_name.value;
  });
}
