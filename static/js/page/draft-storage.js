/* A draft survives a reload: it is kept in this tab's session storage, and nowhere else. */

import { form, hasTyped, noteTyping, requestRevision, startFromPosted } from "./draft.js";
import { showMessage } from "./message.js";
import { isForDraft } from "./requests.js";

const key = form && `appeal:${form.dataset.campaign}`;
const restoredField = "restored";
let isRestoring = false;
let isDropped = false;

function storedEntries() {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null; // storage is blocked
  }
}

function store() {
  if (isDropped) return;
  try {
    sessionStorage.setItem(key, JSON.stringify([...new FormData(form)]));
  } catch {
    // storage is blocked or full: the draft lives as long as the page
  }
}

/* All drafts of this tab: another campaign's holds the same name and address. */
export function dropDrafts() {
  isDropped = true;
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith("appeal:")) sessionStorage.removeItem(name);
    }
  } catch {
    // storage is blocked: nothing is in it
  }
}

function restore(entries) {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  for (const box of form.querySelectorAll("[name=to]")) {
    box.checked = (values.get("to") ?? []).includes(box.value);
  }
  for (const [name, [value]] of values) {
    if (["to", "page", "today"].includes(name)) continue;
    const field = form.elements[name] ?? appendHidden(name);
    if (field.type === "checkbox") field.checked = true;
    else if (field.tagName) field.value = value; // not a list of fields
  }
  form.elements.shown.value = "restored"; // asks for the sheet anew
  isRestoring = true;
  noteTyping();
  requestRevision();
}

/* The sheet has no such field, as it was for other targets: the answer's sheet will have it. */
function appendHidden(name) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.className = restoredField;
  form.append(field);
  return field;
}

export function keepDraft() {
  form.addEventListener("input", store);
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (!isForDraft(detail.ctx)) return;
    for (const field of form.querySelectorAll(`.${restoredField}`)) field.remove();
    if (isRestoring) showMessage("words-restored");
    isRestoring = false;
    if (hasTyped()) store();
  });
}

export function restoreDraft() {
  const draft = storedEntries();
  if (form.dataset.posted) {
    // A reload must not post again; the draft is in this tab.
    startFromPosted();
    store();
    if (storedEntries()) history.replaceState(null, "", form.dataset.page + location.hash);
  } else if (draft) {
    restore(draft);
  }
}
