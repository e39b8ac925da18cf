/* A file for which the server had no time is asked for again, with the words as they stand by then. The answer
   is a file or nothing: no part of the page is replaced, so that nobody loses what is being typed. Only the page
   that tells of a busy server loads this; without it the button does the same. */
(function () {
  "use strict";
  var box = document.getElementById("again");
  var form = document.getElementById("draft");
  if (!box || !form || !window.fetch || !window.AbortController) return;
  var button = box.querySelector("[formaction]");
  var stop = box.querySelector("[type=button]");
  var status = box.querySelector("[role=status]");
  var tries = 5; // half a minute and more: then the supporter decides
  var stopper = new AbortController();
  var timer;

  function say(words) {
    status.replaceChildren(box.querySelector("[data-words=" + words + "]").content.cloneNode(true));
  }
  function end(words) {
    stopper.abort();
    clearTimeout(timer);
    if (document.activeElement === stop) button.focus();
    stop.hidden = true;
    if (words) say(words);
    else status.textContent = "";
  }
  function askIn(seconds) {
    if (tries === 0) return end("failed");
    tries -= 1;
    timer = setTimeout(ask, Math.min(Math.max(seconds || 5, 1), 60) * 1000);
  }
  function ask() {
    var fields = new URLSearchParams(new FormData(form));
    if (button.name === "only") fields.append("only", button.value); // not `view`: what comes is saved
    fetch(button.formAction, { method: "POST", body: fields, signal: stopper.signal }).then(function (answer) {
      if (answer.status === 503) return askIn(Number(answer.headers.get("Retry-After")));
      if (!answer.ok || answer.redirected) return end("failed");
      return answer.blob().then(function (file) {
        hand(file, /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition")));
      });
    }).catch(function () {
      if (!stopper.signal.aborted) askIn(0); // no network: as good as busy
    });
  }
  function hand(file, name) {
    end("ready");
    button.hidden = true;
    box.previousElementSibling.remove(); // what was wrong
    document.getElementById("problem").replaceChildren();
    var link = status.querySelector("a"); // stays, for browsers that take no file without a press
    link.href = URL.createObjectURL(file);
    link.download = name ? name[1] : "letter.pdf";
    link.click();
  }

  button.addEventListener("click", function () { end(); });
  stop.addEventListener("click", function () { end(); });
  stop.hidden = false;
  say("waiting");
  askIn(Number(box.dataset.seconds));
})();
