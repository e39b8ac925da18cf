/* The host is told the page's height whenever it changes, so that the frame can be as tall. */

import { hasHost, postToHost } from "./host.js";
import { postToWordPress } from "./wordpress.js";

const CHECK_MILLISECONDS = 1000;
const POLL_MILLISECONDS = 500; // where nothing tells of a change
const root = document.documentElement;
let toldHeight = 0;
let checkTimer;

function measure() {
  return Math.ceil(root.getBoundingClientRect().height); // of what is in it, however tall the frame is
}

/* A host that leaves the frame too short must not make the page's end unreachable. */
function check() {
  root.classList.toggle("fitted", hasHost() && innerHeight >= toldHeight - 1);
}

function checkSoon() {
  clearTimeout(checkTimer);
  checkTimer = setTimeout(check, CHECK_MILLISECONDS);
}

function tellHeight() {
  const height = measure();
  if (!height || height === toldHeight) return; // 0: the frame is not displayed
  toldHeight = height;
  postToHost({ type: "height", height });
  postToWordPress("height", height);
  checkSoon();
}

export function greetWithHeight() {
  toldHeight = measure();
  root.classList.add("fitted");
  postToHost({ type: "height", height: toldHeight }); // 0, too: it is an answer
  checkSoon();
}

export function followHeight() {
  addEventListener("resize", checkSoon);
  if (window.ResizeObserver) new ResizeObserver(tellHeight).observe(root);
  else setInterval(tellHeight, POLL_MILLISECONDS);
}
