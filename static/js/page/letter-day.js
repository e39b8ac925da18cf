/* The letter bears the day where the supporter is: the page is the same for everybody, so the browser shows it. */

import { form, requestRevision } from "./draft.js";

function localDay() {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  return [now.getFullYear(), ...parts].join("-");
}

function showLocalDay() {
  const { date, dated, today } = form.elements;
  const line = document.querySelector("#letter-day .letter-date");
  const day = localDay();
  today.value = day; // the server checks it
  if (date.value !== dated.value) return true; // the supporter's own date
  const known = line.dataset.days.split("|").find((one) => one.startsWith(day));
  if (!known) return false;
  date.value = day;
  dated.value = day;
  line.textContent = known.slice(day.length + 1);
  return true;
}

export function keepLocalDay() {
  showLocalDay();
  form.addEventListener("input", showLocalDay, true);
  form.addEventListener("submit", showLocalDay, true);
  document.addEventListener("htmx:after:swap", showLocalDay);
  document.addEventListener("visibilitychange", () => {
    // a page that was left open for more than a day does not know this one
    if (!document.hidden && !showLocalDay()) requestRevision();
  });
}
