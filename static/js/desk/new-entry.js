/* An entry that was just added is higher than the window: its first field is shown, not its middle. */

export function showNewEntry() {
  document.addEventListener("htmx:after:swap", () => {
    const entry = document.querySelector(".editor-entry[autofocus]");
    if (entry && entry === document.activeElement) entry.scrollIntoView();
  });
}
