/* What the desk does better with a script; without one, all but passkeys and the live preview works by plain
   forms. Each behaviour is a module; this one puts them to work. */

import { showLocalMoments } from "./local-moments.js";
import { tellTrouble } from "./trouble.js";

function improveDesk() {
  document.documentElement.classList.add("js");
  showLocalMoments();
  if (window.htmx) tellTrouble();
}

improveDesk();
