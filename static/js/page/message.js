/* What the page says above the ways to send; the words wait in a template of that id. */

export function showMessage(id) {
  const words = document.getElementById(id).content.cloneNode(true);
  document.getElementById("problem").replaceChildren(words);
}
