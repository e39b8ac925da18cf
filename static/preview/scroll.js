/* In a preview beside the editor: the page is loaded again after each change, and stays where it was scrolled to. It
   has no origin and stores nothing, so the desk's page around it remembers. */

addEventListener("scroll", () => parent.postMessage({ preview: "at", path: location.pathname, top: scrollY }, "*"));
addEventListener("message", ({ data, source }) => {
  if (source !== parent || data?.preview !== "to" || data.path !== location.pathname) return;
  scrollTo({ top: data.top, behavior: "instant" });
});
parent.postMessage({ preview: "loaded" }, "*");
