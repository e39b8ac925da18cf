/* The steps under the headline know which of them is on the screen, and which are done. */

import { form, hasTyped } from "./draft.js";

const STEPS = ["targets", "letter", "send", "report"];
const LINE = "-25% 0px -74% 0px"; // across the upper part of the screen: one step is on it
const onLine = new Set();
const doneSteps = new Set();
let tellStep = () => {};

function currentStep() {
  return STEPS.find((id) => onLine.has(id)) || "";
}

function markSteps() {
  for (const link of document.querySelectorAll("#path a")) {
    const id = link.hash.slice(1);
    if (id === currentStep()) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
    link.classList.toggle("path-is-done", doneSteps.has(id));
    link.querySelector("[data-when-done]").hidden = !doneSteps.has(id);
  }
  tellStep(currentStep(), doneSteps);
}

/* htmx puts new elements into the place of the letter and of the report. */
function observeSteps(observer) {
  observer.disconnect();
  onLine.clear();
  for (const step of STEPS.map((id) => document.getElementById(id))) {
    if (step) observer.observe(step);
  }
}

function noteReport() {
  const report = document.getElementById("report");
  if (report.hasAttribute("data-recorded")) for (const id of STEPS) doneSteps.add(id);
  else if (report.querySelector("[data-undone]")) for (const id of STEPS) doneSteps.delete(id);
}

function noteLetter(event) {
  if (!event.target.matches(".typed") || doneSteps.has("letter")) return;
  doneSteps.add("letter");
  markSteps();
}

/* `onChange` is called with the id of the step on the screen, "" for none, and the ids of those that are done. */
export function followPath(onChange) {
  if (!document.getElementById("path") || !window.IntersectionObserver) return;
  tellStep = onChange;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) onLine.add(target.id);
        else onLine.delete(target.id);
      }
      markSteps();
    },
    { rootMargin: LINE }
  );
  observeSteps(observer);
  document.addEventListener("htmx:after:swap", () => {
    noteReport();
    observeSteps(observer);
  });
  form.addEventListener("input", noteLetter);
  if (hasTyped()) doneSteps.add("letter"); // a draft that came back
}
