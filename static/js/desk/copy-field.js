/* A press copies a field; where the browser allows no copying, the field is marked. */

export function offerCopying() {
  for (const button of document.querySelectorAll("button[data-copy-field]")) {
    const field = document.getElementById(button.dataset.copyField);
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.done;
      } catch {
        button.textContent = button.dataset.refused;
      }
    });
  }
}
