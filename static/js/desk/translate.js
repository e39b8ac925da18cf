/* The sheet of a language by the keyboard: Ctrl and Enter save a text as done and go on to the next one that is to do;
   a suggestion goes into its field. Without a script the same buttons send the form. */

export function translateByKeyboard() {
  showMessageOfAddress();
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("#sheet .translate-field");
    if (!field || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    const message = field.closest("article");
    message.querySelector("[data-done]").click();
    goOn(message);
  });
  document.addEventListener("input", (event) => {
    const field = event.target.closest("#sheet .translate-field");
    if (field) tickOf(field).checked = false; // what is half changed is not done
  });
  document.addEventListener("click", (event) => {
    const use = event.target.closest("#sheet [data-use]");
    const done = event.target.closest("#sheet [data-done]");
    if (use) putIn(event, use);
    if (done) markDone(done.closest("article"));
  });
}

function tickOf(field) {
  return field.closest("article").querySelector("input[type=checkbox]");
}

function markDone(message) {
  message.querySelector("input[type=checkbox]").checked = true;
  message.removeAttribute("data-open");
}

function goOn(message) {
  const all = [...document.querySelectorAll("#sheet article")];
  const at = all.indexOf(message);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find((each) => each.hasAttribute("data-open"));
  const field = next?.querySelector(".translate-field");
  if (field) field.focus();
}

function putIn(event, button) {
  event.preventDefault();
  const field = document.getElementById(button.dataset.use);
  field.value = button.closest(".translate-suggestion").querySelector(".translate-suggested").textContent;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

/* A link to a message that stands on another page of a long list. */
function showMessageOfAddress() {
  const key = location.hash.startsWith("#m-") ? location.hash.slice(3) : "";
  const pages = document.querySelector(".translate-pages");
  if (!key || !pages || document.getElementById(`m-${key}`)) return;
  const address = new URL(location.href);
  if (address.searchParams.get("at") === key) return;
  address.search = "";
  address.searchParams.set("at", key);
  location.replace(address);
}
