/* A moment to publish at is in the time zone of who chooses it, unless they have chosen one already. */

export function fillInOwnZone() {
  for (const field of document.querySelectorAll("[data-own-zone]")) {
    if (field.form.elements.day.value) continue;
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || field.value;
  }
}
