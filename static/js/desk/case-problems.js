/* Puts each sentence of the check beside its field. The check answers with a list above the form, as it does
   without a script, so that no field is replaced while somebody types in it. */

export function placeProblems() {
  document.addEventListener("htmx:after:swap", () => {
    const found = document.getElementById("found");
    const form = document.getElementById("case");
    if (!found || !form) return;
    const sentences = new Map();
    for (const each of found.querySelectorAll("li[data-for]")) {
      sentences.set(each.dataset.for, each.querySelector("span"));
    }
    for (const old of form.querySelectorAll("p.problem[id$='-problem']")) {
      if (!sentences.has(old.id.slice(0, -"-problem".length))) remove(old);
    }
    for (const [name, sentence] of sentences) show(name, sentence);
  });
}

function show(name, sentence) {
  const control = document.getElementById(name);
  if (!control) return;
  const id = `${name}-problem`;
  let slot = document.getElementById(id);
  if (!slot) {
    slot = document.createElement("p");
    slot.className = "problem";
    slot.id = id;
    if (control.matches("fieldset")) control.querySelector("legend").after(slot);
    else (control.closest(".field") ?? control).append(slot);
  }
  if (slot.textContent !== sentence.textContent) slot.replaceChildren(sentence.cloneNode(true));
  if (!control.matches("input, textarea, select")) return;
  control.setAttribute("aria-invalid", "true");
  const described = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  control.setAttribute("aria-describedby", [...described.add(id)].join(" "));
}

function remove(slot) {
  const control = document.getElementById(slot.id.slice(0, -"-problem".length));
  slot.remove();
  if (!control?.matches("input, textarea, select")) return;
  control.removeAttribute("aria-invalid");
  const left = (control.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter((id) => id && id !== slot.id);
  if (left.length) control.setAttribute("aria-describedby", left.join(" "));
  else control.removeAttribute("aria-describedby");
}
