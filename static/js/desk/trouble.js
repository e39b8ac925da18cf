/* Tells when the server cannot be reached. What was typed stays where it is. */

export function tellTrouble() {
  const slot = document.getElementById("problem");
  document.addEventListener("htmx:error", () => {
    slot.replaceChildren(document.getElementById("words-offline").content.cloneNode(true));
  });
  document.addEventListener("htmx:after:swap", () => {
    slot.querySelector(".desk-offline")?.remove();
  });
}
