/* The proof of work, while the operator asks for one: a worker does what the reporting form's challenge says, and
   the solution goes with the report. Where anything fails, the report goes without. No global name is made. */
(function () {
  "use strict";
  var LONGEST = 60000; // milliseconds; the slowest phone we know of takes a tenth of it
  var current = null;

  function tell(work, words) {
    work.words.textContent = work.words.dataset[words];
  }

  function end(work, solution) {
    if (work !== current) return;
    current = null;
    if (work.worker) work.worker.terminate();
    clearTimeout(work.late);
    if (solution) work.field.value = btoa(JSON.stringify({ challenge: work.challenge, solution: solution }));
    tell(work, solution ? "done" : "failed");
    if (work.pressed) work.field.form.querySelector("button[type=submit]").click();
  }

  function begin() {
    if (current && !document.contains(current.field)) { // the form was put aside
      if (current.worker) current.worker.terminate();
      clearTimeout(current.late);
      current = null;
    }
    var field = document.querySelector("input[data-challenge]");
    if (!field) return;
    var work = current = { field: field, words: document.getElementById("proof-words"), pressed: false };
    work.challenge = JSON.parse(field.dataset.challenge);
    field.removeAttribute("data-challenge"); // once
    tell(work, "working");
    work.late = setTimeout(function () { end(work, null); }, LONGEST);
    try {
      work.worker = new Worker(field.dataset.worker);
      work.worker.onmessage = function (event) {
        var found = event.data && event.data.derivedKey;
        end(work, found ? { counter: event.data.counter, derivedKey: found } : null);
      };
      work.worker.onerror = function () { end(work, null); };
      work.worker.postMessage({ type: "work", challenge: work.challenge, counterStart: 0, counterStep: 1, timeout: LONGEST });
    } catch (e) { // no workers here, or none allowed, as in a frame without an origin
      end(work, null);
    }
  }

  /* A report that is sent before the calculation is done goes when it is. */
  document.addEventListener("submit", function (event) {
    if (!current || event.target !== current.field.form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    current.pressed = true;
    tell(current, "waiting");
  }, true);

  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
