/* Keeps what is typed in this tab until it is saved, against a crash or a closed page. Nothing comes back by itself:
   the page offers it. It stays in the browser, and goes with the tab. */

const AFTER_MS = 500;

export function keepTyped() {
  const slot = document.getElementById("typed-before");
  if (!slot || !formOf(slot)) return;
  const key = `typed ${slot.dataset.key}`;
  offer(slot, key);
  let timer = 0;
  document.addEventListener("input", (event) => {
    if (event.target.form !== formOf(slot)) return;
    clearTimeout(timer);
    timer = setTimeout(() => keep(slot, key), AFTER_MS);
  });
  document.addEventListener("htmx:after:swap", () => {
    if (document.getElementById("saved")?.dataset.saved && !timer) sessionStorage.removeItem(key);
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== formOf(slot)) return;
    clearTimeout(timer);
    timer = 0;
    keep(slot, key);
  });
}

/* The form of a case, or another one that the page names. It may be replaced while the page is open. */
function formOf(slot) {
  return document.getElementById(slot.dataset.form ?? "case");
}

function values(slot) {
  const form = formOf(slot);
  return form ? [...new FormData(form)].filter(([, value]) => typeof value === "string") : [];
}

function keep(slot, key) {
  try {
    sessionStorage.setItem(key, JSON.stringify(values(slot)));
  } catch {
    /* A browser that keeps nothing: the page works all the same. */
  }
}

function offer(slot, key) {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(key));
  } catch {
    return;
  }
  const shown = new Map(values(slot));
  const differs = ([name, value]) => !["base", "made-from"].includes(name) && shown.get(name) !== value;
  const isSaved = Boolean(document.getElementById("saved")?.dataset.saved);
  if (isSaved || !kept || ![...new Map(kept)].some(differs)) {
    sessionStorage.removeItem(key);
    return;
  }
  slot.append(document.getElementById("words-typed").content.cloneNode(true));
  slot.querySelector("[data-forget]").addEventListener("click", () => {
    sessionStorage.removeItem(key);
    slot.replaceChildren();
  });
  slot.querySelector("[data-bring-back]").addEventListener("click", () => bringBack(slot, kept));
}

/* Sends what was typed as the form that it was: entries that were added then have no fields on this page. */
function bringBack(slot, kept) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = formOf(slot).action;
  for (const [name, value] of [...kept, ["do", "show"]]) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  form.hidden = true;
  slot.append(form);
  form.submit();
}
