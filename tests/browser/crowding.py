"""What of a page is cut off, lies outside of its box or upon its neighbour."""

CROWDING = """async () => {
  await document.fonts.ready; // of what was unfolded, too: `ready` lays the page out first
  const faults = [];
  const name = (element) => {
    const id = element.id && `#${element.id}`;
    const classes = [...element.classList].map((each) => `.${each}`).join("");
    return `${element.tagName.toLowerCase()}${id}${classes}: ${element.textContent.trim().slice(0, 60)}`;
  };
  const HIDDEN = ".visually-hidden, .skip, .report-honeypot";
  const style = (element) => getComputedStyle(element);
  const isHeardAlone = (element) => {
    const one = element.closest(".heard-on-phone");
    return Boolean(one) && style(one).clipPath !== "none";
  };
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest(HIDDEN) &&
    !isHeardAlone(element);
  const isFloating = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (["sticky", "fixed"].includes(style(each).position)) return true;
    }
    return false;
  };

  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) faults.push(`page: ${root.scrollWidth} wide, of ${innerWidth}`);

  for (const element of document.body.querySelectorAll("*")) {
    if (!isSeen(element) || element.matches("textarea, input, option, svg *")) continue;
    const mayScroll = element.matches(".table-scroll"); // for tables, and reached by the keyboard
    const hides = style(element).overflowX !== "visible" && !mayScroll;
    if (hides && element.scrollWidth > element.clientWidth + 1) {
      faults.push(`hidden sideways: ${name(element)}`);
    }
    if (element.matches("select")) {
      const alone = element.cloneNode(false);
      alone.append(element.selectedOptions[0]?.cloneNode(true) ?? "");
      Object.assign(alone.style, { position: "absolute", inlineSize: "auto", maxInlineSize: "none" });
      element.after(alone);
      const needed = alone.getBoundingClientRect().width;
      alone.remove();
      const row = element.parentElement;
      const space = row.clientWidth - 2 * parseFloat(style(row).paddingLeft);
      // A choice cannot be broken into lines: it may be cut where it has all the room there is.
      if (Math.min(needed, space) > element.getBoundingClientRect().width + 1) {
        faults.push(`choice cut off: ${name(alone)}`);
      }
    }
  }

  // The box of a line is higher than its letters: a third of it may lie outside or upon the next line's.
  const core = (rect) => ({
    left: rect.left + 1,
    right: rect.right - 1,
    top: rect.top + rect.height / 3,
    bottom: rect.bottom - rect.height / 3,
  });
  const NO_TEXT = "select, textarea, script, noscript, svg";
  const isInline = (element) => ["inline", "contents"].includes(style(element).display);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !isSeen(parent) || parent.closest(NO_TEXT)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
    let box = parent;
    while (isInline(box)) box = box.parentElement;
    const around = box.getBoundingClientRect();
    const controls = box.matches("button, .button, summary, li, label, td, th, dt, dd, .badge");
    for (const rect of rects) {
      const isOutside = rect.left < around.left - 1 || rect.right > around.right + 1;
      const isBeyond = controls && (core(rect).top < around.top || core(rect).bottom > around.bottom);
      if (isOutside || isBeyond) {
        faults.push(`outside of its box: ${name(box)}`);
        break;
      }
    }
    if (!isFloating(parent)) texts.push({ parent, rects });
  }

  const lines = texts.flatMap(({ parent, rects }) => rects.map((rect) => ({ parent, ...core(rect) })));
  lines.sort((one, other) => one.top - other.top);
  for (const [place, one] of lines.entries()) {
    for (const other of lines.slice(place + 1)) {
      if (other.top >= one.bottom) break;
      const isUpon = one.left < other.right && other.left < one.right;
      if (isUpon && one.parent !== other.parent) {
        faults.push(`one upon the other: ${name(one.parent)} | ${name(other.parent)}`);
      }
    }
  }
  return [...new Set(faults)];
}"""
"""Returns a line for each fault, once the fonts are there."""
