/* Enter in a field of one line sends nothing away. */

import { form } from "./draft.js";

export function keepEnterFromSending() {
  form.addEventListener("keydown", (event) => {
    const isLine = event.target.matches("input:not([type=checkbox]), textarea[rows='1']");
    if (event.key === "Enter" && isLine) event.preventDefault();
  });
}
