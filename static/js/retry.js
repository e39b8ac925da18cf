/* Repeat the request for a file after a 503, with the draft as it then is. The response is saved as a file and
   replaces no part of the page, so that typed text stays. Only the page that reports a busy server loads this
   script; without it the button does the same. No syntax after ECMAScript 2019. */

const MAX_TRIES = 5; // half a minute and more: then the supporter decides
const DEFAULT_SECONDS = 5;
const MAX_SECONDS = 60;

function tryAgain(box, form) {
  const button = box.querySelector("[formaction]");
  const stop = box.querySelector("[type=button]");
  const status = box.querySelector("[role=status]");
  const stopper = new AbortController();
  let triesLeft = MAX_TRIES;
  let timer;

  function say(words) {
    status.replaceChildren(box.querySelector(`[data-words=${words}]`).content.cloneNode(true));
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
    if (triesLeft === 0) {
      end("failed");
      return;
    }
    triesLeft -= 1;
    timer = setTimeout(ask, Math.min(Math.max(seconds || DEFAULT_SECONDS, 1), MAX_SECONDS) * 1000);
  }

  async function ask() {
    try {
      await handle(
        await fetch(button.formAction, { method: "POST", body: fields(), signal: stopper.signal })
      );
    } catch {
      if (!stopper.signal.aborted) askIn(0); // no network: as good as busy
    }
  }

  function fields() {
    const sent = new URLSearchParams(new FormData(form));
    if (button.name === "only") sent.append("only", button.value); // not `view`: what comes is saved
    return sent;
  }

  async function handle(response) {
    if (response.status === 503) {
      askIn(Number(response.headers.get("Retry-After")));
    } else if (!response.ok || response.redirected) {
      end("failed");
    } else {
      const file = await response.blob();
      const name = /filename="?([^";]+)/.exec(response.headers.get("Content-Disposition"));
      hand(file, name ? name[1] : "letter.pdf");
    }
  }

  function hand(file, name) {
    end("ready");
    button.hidden = true;
    box.previousElementSibling.remove(); // what was wrong
    document.getElementById("problem").replaceChildren();
    const link = status.querySelector("a"); // stays, for browsers that take no file without a press
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
  }

  button.addEventListener("click", () => end());
  stop.addEventListener("click", () => end());
  stop.hidden = false;
  say("waiting");
  askIn(Number(box.dataset.seconds));
}

const again = document.getElementById("again");
const draft = document.getElementById("draft");
if (again && draft && window.AbortController) tryAgain(again, draft);
