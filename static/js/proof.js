/* The proof of work, while the operator asks for one: a worker does what the reporting form's challenge says, and
   the solution goes with the report. Where anything fails, the report goes without. No syntax after ECMAScript 2019. */

const MAX_MILLISECONDS = 120000; // for many letters a slow phone takes a good half of it
let current = null; // the form's calculation

function tell(work, words) {
  work.words.textContent = work.words.dataset[words];
}

function abandon(work) {
  if (work.worker) work.worker.terminate();
  clearTimeout(work.timer);
  current = null;
}

function end(work, solution) {
  if (work !== current) return;
  abandon(work);
  if (solution) work.field.value = btoa(JSON.stringify({ challenge: work.challenge, solution }));
  tell(work, solution ? "done" : "failed");
  if (work.isSendingWaiting) work.field.form.querySelector("button[type=submit]").click();
}

function calculate(work) {
  work.worker = new Worker(work.field.dataset.worker);
  work.worker.addEventListener("message", ({ data }) => {
    end(work, data && data.derivedKey ? { counter: data.counter, derivedKey: data.derivedKey } : null);
  });
  work.worker.addEventListener("error", () => end(work, null));
  work.worker.postMessage({
    type: "work",
    challenge: work.challenge,
    counterStart: 0,
    counterStep: 1,
    timeout: MAX_MILLISECONDS,
  });
}

function begin() {
  if (current && !document.contains(current.field)) abandon(current); // the form was put aside
  const field = document.querySelector("input[data-challenge]");
  if (!field) return;
  const work = {
    field,
    words: document.getElementById("proof-words"),
    challenge: JSON.parse(field.dataset.challenge),
    isSendingWaiting: field.hasAttribute("data-sends"),
  };
  current = work;
  field.removeAttribute("data-challenge"); // once
  tell(work, work.isSendingWaiting ? "waiting" : "working");
  work.timer = setTimeout(() => end(work, null), MAX_MILLISECONDS);
  try {
    calculate(work);
  } catch {
    end(work, null); // no workers here, or none allowed, as in a frame without an origin
  }
}

/* A report that is sent before the calculation is done goes when it is. */
function holdSending(event) {
  if (!current || event.target !== current.field.form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  current.isSendingWaiting = true;
  tell(current, "waiting");
}

document.addEventListener("submit", holdSending, true);
document.addEventListener("htmx:after:swap", begin);
begin();
