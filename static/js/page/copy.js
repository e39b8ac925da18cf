/* A press copies the fields that the button names. Where the browser allows no copying, the text is marked. */

const TOLD_MILLISECONDS = 4000;
const captions = new WeakMap(); // a button's own words, while it says what became of the press

function say(button, words) {
  const caption = button.firstChild; // what follows is the hidden name of what is copied
  const status = document.getElementById("status");
  if (!captions.has(button)) captions.set(button, caption.data);
  caption.data = words;
  status.textContent = words;
  setTimeout(() => {
    if (caption.data === words) caption.data = captions.get(button);
    if (status.textContent === words) status.textContent = "";
  }, TOLD_MILLISECONDS);
}

/* The older way, which some browsers allow where the clipboard is denied. */
function copyBySelection(text, beside) {
  const area = document.createElement("textarea");
  area.value = text;
  beside.after(area);
  area.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    // denied, too
  }
  area.remove();
  return isCopied;
}

async function copy(button) {
  const fields = button.dataset.copy.split(" ").map((id) => document.getElementById(id));
  const text = fields.map((field) => field.value).join("\n\n");
  const last = fields[fields.length - 1];
  try {
    await navigator.clipboard.writeText(text);
    return say(button, button.dataset.done);
  } catch {
    // no clipboard here, or denied
  }
  last.closest("details")?.setAttribute("open", "");
  if (copyBySelection(text, last)) {
    button.focus();
    return say(button, button.dataset.done);
  }
  last.focus();
  last.select();
  say(button, button.dataset.refused);
}

export function copyOnPress() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button && !event.defaultPrevented) copy(button);
  });
}
