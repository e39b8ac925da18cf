/* A browser scrolls the frame to a fragment, but the frame has nothing to scroll: the host's page has. */

const FOCUSABLE = "a, button, input, select, textarea, summary, [tabindex]";

export function followFragmentLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || event.defaultPrevented) return;
    event.preventDefault();
    if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  });
}
