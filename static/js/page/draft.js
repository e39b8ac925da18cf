/* The letter's form, and how far the server's answers are behind what is typed in it. */

import { loader, UNREACHED } from "./htmx-loader.js";
import { isForDraft } from "./requests.js";

export const form = document.getElementById("draft");

let typed = 0; // grows with each change
let answered = 0; // what `typed` was when the shown answer was asked for
let isWaitingToAsk = false;

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

async function askWhenReady() {
  isWaitingToAsk = true;
  try {
    await loader.load();
    htmx.trigger(form, "revise");
  } catch {
    document.dispatchEvent(new Event(UNREACHED));
  }
  isWaitingToAsk = false;
}

export function requestRevision() {
  if (loader.isReady) htmx.trigger(form, "revise");
  else if (!isWaitingToAsk) askWhenReady();
}

export function trackAnswers() {
  form.addEventListener("input", () => {
    noteTyping();
    if (!loader.isReady) requestRevision(); // later htmx listens by itself
  });
  document.addEventListener("htmx:config:request", ({ detail }) => {
    detail.ctx.typed = typed;
  });
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (isForDraft(detail.ctx)) answered = detail.ctx.typed;
  });
}
