/* What the page says above the ways to send; the words wait in a template of that id. */

const PINNED = "problem-pinned";
const PLACED = "problem-placed";

export function showMessage(id, { isPinned = false } = {}) {
  const box = document.getElementById("problem");
  const isFramed = document.documentElement.classList.contains("framed");
  box.replaceChildren(document.getElementById(id).content.cloneNode(true));
  box.classList.remove(PINNED, PLACED);
  if (isPinned && isFramed) placeBesideField(box);
  else if (isPinned) box.classList.add(PINNED);
}

export function unpinMessage() {
  document.getElementById("problem").classList.remove(PINNED, PLACED);
}

/* A frame is as tall as its page, so that nothing sticks to its edge: the browser says what is seen of the field. */
function placeBesideField(box) {
  if (!window.IntersectionObserver) return;
  const observer = new IntersectionObserver(([{ intersectionRect }]) => {
    observer.disconnect();
    if (!intersectionRect.height) return;
    box.classList.add(PLACED);
    const start = window.scrollY + intersectionRect.bottom - box.offsetHeight;
    box.style.insetBlockStart = `${Math.max(start, 0)}px`;
  });
  observer.observe(document.activeElement);
}
