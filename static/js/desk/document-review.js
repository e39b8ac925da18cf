/* The draft beside its document: a field lights up the passages that it came from and brings them into sight, a
   passage lights up its field, and a part without a place can be dragged onto a field. Without the script links lead
   from the one to the other, and a choice with a button puts a part into a field. */

const LIT = "document-lit";
const DRAGGED = "text/x-document-part";

export function reviewDocument() {
  const review = document.getElementById("review");
  const pages = document.getElementById("document-pages");
  if (!review || !pages) return;
  let keepsInSight = true;
  onReach(review, ".document-field", (field) => {
    keepsInSight = true;
    showPassages(field, pages);
  });
  onReach(pages, "[data-for]", (passage) => showFields(passage, review));
  for (const type of ["wheel", "touchmove", "pointerdown", "keydown"])
    pages.addEventListener(type, () => (keepsInSight = false), { passive: true });
  /* A picture that comes late moves what is below it, and comes when somebody scrolls to it, who stays there then.
     The event of an image does not bubble. */
  pages.addEventListener("load", () => keepsInSight && showLit(pages), true);
  for (const part of document.querySelectorAll("[data-part]")) {
    part.draggable = true;
    part.addEventListener("dragstart", (event) => drag(event, part.dataset.part));
  }
  for (const field of review.querySelectorAll(".document-field")) takeDragged(field, review);
}

/* By the focus, or by a mouse that is moved. What scrolls under one at rest is reached by nobody: it gets "mouseover"
   alone. */
function onReach(within, selector, show) {
  let under = null;
  within.addEventListener("focusin", ({ target }) => {
    const reached = target.closest(selector);
    if (reached) show(reached);
  });
  within.addEventListener("mousemove", ({ target }) => {
    const reached = target.closest(selector);
    if (reached && reached !== under) show(reached);
    under = reached;
  });
  within.addEventListener("mouseleave", () => (under = null));
}

function drag({ dataTransfer }, part) {
  dataTransfer.setData(DRAGGED, part);
  dataTransfer.effectAllowed = "move";
}

function putOut() {
  for (const lit of document.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
}

function belongsTo(element, name) {
  return element.dataset.for.split(" ").includes(name);
}

function showPassages(field, pages) {
  putOut();
  for (const passage of pages.querySelectorAll("[data-for]"))
    if (belongsTo(passage, field.dataset.field)) passage.classList.add(LIT);
  showLit(pages);
}

function showLit(pages) {
  const lit = pages.querySelector(`.${LIT}`);
  if (lit) scrollWithin(pages, lit);
}

/* Not by scrollIntoView: the fields must stay where they are. */
function scrollWithin(pages, passage) {
  const box = pages.getBoundingClientRect();
  const end = Math.min(box.bottom, innerHeight);
  const { top, bottom } = passage.getBoundingClientRect();
  if (top < box.top || bottom > end) pages.scrollTop += top - box.top - (end - box.top) / 3;
}

function showFields(passage, review) {
  putOut();
  passage.classList.add(LIT);
  for (const field of review.querySelectorAll(".document-field"))
    if (belongsTo(passage, field.dataset.field)) field.classList.add(LIT);
}

function takeDragged(field, review) {
  const into = [...(review.elements.into?.options ?? [])].find(({ value }) => value === field.dataset.field);
  if (!into) return;
  field.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    field.classList.add("document-field-over");
  });
  field.addEventListener("dragleave", () => field.classList.remove("document-field-over"));
  field.addEventListener("drop", (event) => {
    const part = event.dataTransfer.getData(DRAGGED);
    if (!part) return;
    event.preventDefault();
    for (const box of document.querySelectorAll("[name=passage]")) box.checked = box.value === part;
    into.selected = true;
    document.getElementById("put").click();
  });
}
