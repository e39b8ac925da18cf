/* Moments in the reader's own time zone; without the script they are in UTC and say so. */

function showMoment(time) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  if (time.title) return; // shown already
  time.title = time.textContent;
  time.textContent = at.toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
}

function showMomentsIn(part) {
  for (const time of part.querySelectorAll("time[datetime*=T]")) showMoment(time);
}

export function showLocalMoments() {
  showMomentsIn(document);
  document.addEventListener("htmx:after:swap", () => showMomentsIn(document));
}
