/* Where a part above has changed its height, what has the focus stays in sight. */

let held = null;
let place = 0;

function hold() {
  held = document.activeElement === document.body ? null : document.activeElement;
  place = held ? held.getBoundingClientRect().top + scrollY : 0;
}

export function keepFocusInSight() {
  addEventListener("resize", () => {
    const before = place;
    const isSame = held && held === document.activeElement;
    hold();
    if (isSame && Math.abs(place - before) > 1) {
      held.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  });
  document.addEventListener("focusin", hold);
  document.addEventListener("focusout", hold);
}
