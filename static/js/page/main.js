/* What the page does better with a script; without one, all of it works by plain forms. Nothing typed is sent
   anywhere but to this site's own answers. Each behaviour is a module; this one puts them to work. */

import { fitSheet } from "./autosize.js";
import { copyOnPress } from "./copy.js";
import { keepCountLink } from "./count.js";
import { form, trackAnswers } from "./draft.js";
import { keepDraft, restoreDraft } from "./draft-storage.js";
import { keepEnterFromSending } from "./enter-key.js";
import { markFieldsWithProblems } from "./field-problems.js";
import { forgetOnPress } from "./forget.js";
import { loadHtmxWhenNeeded } from "./htmx-loader.js";
import { switchLanguageByAddress } from "./language-switch.js";
import { fetchFontsBeforehand } from "./letter-fonts.js";
import { keepLocalDay } from "./letter-day.js";
import { openWithLastWords } from "./mail-link.js";
import { keepNextStep, offerNextStep } from "./next-step.js";
import { tellWhenOffline } from "./offline.js";
import { followPath } from "./path.js";
import { keepFocusOnReport } from "./report-focus.js";
import { shareOnPress } from "./share.js";
import { signAsTyped } from "./signature.js";
import { discardStaleSheets } from "./stale-response.js";

function improvePage() {
  document.documentElement.classList.add("js");
  loadHtmxWhenNeeded();
  keepFocusOnReport();
  keepCountLink();
  if (form) improveDraft();
  shareOnPress();
  copyOnPress(); // after the draft, which may have a press wait
}

/* Listeners to the same event run in this order. */
function improveDraft() {
  keepLocalDay();
  trackAnswers();
  keepDraft();
  tellWhenOffline();
  discardStaleSheets();
  markFieldsWithProblems();
  signAsTyped();
  keepEnterFromSending();
  forgetOnPress();
  switchLanguageByAddress();
  fetchFontsBeforehand();
  openWithLastWords();
  restoreDraft();
  fitSheet();
  keepNextStep();
  followPath(offerNextStep);
}

improvePage();
