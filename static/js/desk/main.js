/* What the desk does better with a script; without one, all but passkeys and the live preview works by plain
   forms. Each behaviour is a module; this one puts them to work. */

import { placeProblems } from "./case-problems.js";
import { keepTyped } from "./case-typed.js";
import { offerCopying } from "./copy-field.js";
import { reviewDocument } from "./document-review.js";
import { openGate } from "./gate.js";
import { showLivePreview } from "./live-preview.js";
import { showLocalMoments } from "./local-moments.js";
import { showNewEntry } from "./new-entry.js";
import { fillInOwnZone } from "./own-zone.js";
import { offerPasskeys } from "./passkey.js";
import { keepPastedHtml } from "./paste-html.js";
import { translateByKeyboard } from "./translate.js";
import { tellTrouble } from "./trouble.js";

function improveDesk() {
  document.documentElement.classList.add("js");
  showLocalMoments();
  openGate();
  offerPasskeys();
  offerCopying();
  fillInOwnZone();
  keepTyped();
  keepPastedHtml();
  reviewDocument();
  translateByKeyboard();
  if (window.htmx) {
    showLivePreview();
    tellTrouble();
    placeProblems();
    showNewEntry();
  }
}

improveDesk();
