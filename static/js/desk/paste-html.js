/* A text that is pasted from a web page keeps its links: its HTML goes along in a hidden field, until the text is
   changed by hand. */

export function keepPastedHtml() {
  const field = document.querySelector("textarea[data-paste]");
  if (!field) return;
  const hidden = document.getElementById("html");
  let isPaste = false;
  field.addEventListener("paste", ({ clipboardData }) => {
    const isWhole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    hidden.value = isWhole ? clipboardData.getData("text/html") : "";
    isPaste = true;
  });
  field.addEventListener("input", () => {
    if (!isPaste) hidden.value = "";
    isPaste = false;
  });
}
