/* The sender stands above the letter, as on paper, as it is typed below it. */

import { form } from "./draft.js";

export function signAsTyped() {
  form.addEventListener("input", () => {
    const { sender_name, sender_address } = form.elements;
    const shown = document.getElementById("sheet-sender");
    shown.textContent = `${sender_name.value}\n${sender_address.value}`.trim();
  });
}
