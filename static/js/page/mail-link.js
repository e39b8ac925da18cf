/* A link that is older than the words waits for the answer, and then opens with the last of them. */

import { isAnswered, requestRevision } from "./draft.js";
import { isForDraft } from "./requests.js";

let pressed = null; // the id: the element may be replaced meanwhile

export function forgetPressedLink() {
  pressed = null;
}

export function openWithLastWords() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-mail], [data-copy], #send [data-share]");
    if (!link || isAnswered()) return;
    event.preventDefault(); // nothing is opened or copied yet
    pressed = link.id;
    requestRevision();
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (!isForDraft(detail.ctx) || !pressed || !isAnswered()) return;
    const link = document.getElementById(pressed);
    pressed = null;
    link?.click();
  });
}
