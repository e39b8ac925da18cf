/* The page in a frame of another site. Each behaviour is a module; this one puts them to work. They run without
   htmx, too, in browsers that it is too new for: no syntax after ECMAScript 2019. */

import { keepFocusInSight } from "./focus.js";
import { followFragmentLinks } from "./fragment-links.js";
import { followHeight, greetWithHeight } from "./height.js";
import { listenForHello } from "./host.js";
import { tellRecorded } from "./recorded.js";
import { leadToPageItself } from "./sandbox.js";

function improveFrame() {
  listenForHello(() => {
    greetWithHeight();
    tellRecorded();
  });
  document.addEventListener("htmx:after:swap", tellRecorded);
  keepFocusInSight();
  followFragmentLinks();
  if (window.origin === "null") leadToPageItself();
  followHeight();
}

if (window.parent !== window) improveFrame();
