/* The bar at the foot of a phone's screen: the next step as a link. It is away while a field has the focus, which
   is when the keyboard is there, while the page is zoomed, and while the first screen's own link is seen. */

const NEXT = { "": "letter", targets: "letter", letter: "send", send: "report", report: "" };
const FIELDS = "textarea, select, input:not([type=checkbox]):not([type=radio])";
const KEYBOARD = 0.75; // a keyboard leaves less of the height than this
let nextId = "";
let isFirstLinkSeen = true;
let isPast = false; // below the last step
let isPressed = false; // a bar that came now would stand between the press and what was pressed

function isZoomedOrTyping() {
  const { visualViewport } = window;
  const isSmall = visualViewport && visualViewport.height * visualViewport.scale < innerHeight * KEYBOARD;
  return document.activeElement.matches(FIELDS) || isSmall || visualViewport?.scale > 1.01;
}

function showBar() {
  if (isPressed) return;
  const bar = document.getElementById("next-step");
  for (const link of bar.querySelectorAll("a")) link.hidden = link.hash !== `#${nextId || "letter"}`;
  const isAway = !nextId || isZoomedOrTyping() || (isFirstLinkSeen && nextId === "letter");
  bar.classList.toggle("next-step-away", isAway);
  document.documentElement.classList.toggle("next-step-shown", !isAway);
}

function release() {
  isPressed = false;
  showBar();
}

/* Show what follows the step that is on the screen; nothing where it is the last, or all is done. */
export function offerNextStep(current, done) {
  const bar = document.getElementById("next-step");
  if (!bar) return; // in a frame
  isPast = current === "report" || (isPast && !current);
  nextId = isPast || done.has("report") ? "" : NEXT[current];
  showBar();
}

export function keepNextStep() {
  const bar = document.getElementById("next-step");
  const first = document.querySelector(".case-begin");
  if (!bar || !first || !window.IntersectionObserver) return;
  bar.hidden = false;
  new IntersectionObserver(([{ isIntersecting }]) => {
    isFirstLinkSeen = isIntersecting;
    showBar();
  }).observe(first);
  document.addEventListener("focusin", showBar);
  document.addEventListener("focusout", () => setTimeout(showBar)); // until then nothing has the focus
  window.visualViewport?.addEventListener("resize", showBar);
  document.addEventListener("pointerdown", () => (isPressed = true), { capture: true, passive: true });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => setTimeout(release), { capture: true, passive: true }); // after the click
  }
}
