/* The letter's form, and how far the server's answers are behind what is typed in it. */

import { isForDraft } from "./requests.js";

export const form = document.getElementById("draft");

let typed = 0; // grows with each change
let answered = 0; // what `typed` was when the shown answer was asked for

export function noteTyping() {
  typed += 1;
}

export function hasTyped() {
  return typed > 0;
}

export function isAnswered() {
  return answered === typed;
}

export function isStale(ctx) {
  return ctx.typed !== typed;
}

/* The page came with a draft that was posted: it is typed, and this page is the answer. */
export function startFromPosted() {
  typed = 1;
  answered = 1;
}

export function requestRevision() {
  htmx.trigger(form, "revise");
}

export function trackAnswers() {
  form.addEventListener("input", noteTyping);
  document.addEventListener("htmx:config:request", ({ detail }) => {
    detail.ctx.typed = typed;
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (isForDraft(detail.ctx)) answered = detail.ctx.typed;
  });
}
