/* The device's own list of ways to share, where the browser offers it. The page shows the button only then. */

async function openShareSheet(button) {
  const text = document.getElementById(button.dataset.share).value;
  const title = button.dataset.shareTitle;
  try {
    await navigator.share(title ? { title, text } : { text });
  } catch {
    // closed without sharing, or denied: the links beside it are there
  }
}

export function shareOnPress() {
  if (!navigator.share) return;
  document.documentElement.classList.add("share-ready");
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-share]");
    if (button && !event.defaultPrevented) openShareSheet(button);
  });
}
