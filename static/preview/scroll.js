/* In a preview beside the editor: the page is loaded again after each change, and stays where it was scrolled to.
   A frame keeps its name from one page to the next. */

const PREFIX = "preview-scroll ";

function scrollBack() {
  if (!window.name.startsWith(PREFIX)) return;
  const [path, top] = window.name.slice(PREFIX.length).split(" ");
  if (path === location.pathname) scrollTo(0, Number(top));
}

function rememberScroll() {
  window.name = `${PREFIX}${location.pathname} ${Math.round(scrollY)}`;
}

scrollBack();
addEventListener("pagehide", rememberScroll);
