/* Joining and going on: a link's token moves from the address into its form, and a form that waited for its
   sender to sign in is sent again. */

export function openGate() {
  const joining = document.querySelector("form[data-join]");
  if (joining && location.hash.length > 1) {
    joining.elements.token.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname); // out of the address, the history and a screenshot
    joining.submit();
  }
  const waiting = document.querySelector("form[data-go-on]");
  if (waiting) waiting.submit();
}
