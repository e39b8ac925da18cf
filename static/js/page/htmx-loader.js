/* htmx is fetched when somebody begins to do something: a page that is only read does without. Until it is there,
   a press on what it answers waits for it. */

const BEGINNINGS = ["pointerdown", "keydown", "focusin", "input", "scroll"];
const ANSWERED = "a[hx-get], button[hx-post]";
export const UNREACHED = "appeal:unreached";

/* Private members and `??=` on purpose: what cannot read them cannot read htmx either, and keeps the plain page. */
export const loader = new (class {
  isReady = false;
  #loading;

  load() {
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  async #fetch() {
    const script = document.createElement("script");
    script.src = document.querySelector("meta[name=appeal-htmx]").content;
    try {
      await new Promise((resolve, reject) => {
        script.addEventListener("load", () => setTimeout(resolve)); // htmx begins in a timeout of its own
        script.addEventListener("error", reject);
        document.head.append(script);
      });
      this.isReady = true;
    } catch (error) {
      script.remove();
      this.#loading = undefined; // the next one tries again
      throw error;
    }
  }
})();

/* A press goes on when htmx is there; where it cannot be had, the browser does what it does without scripts. */
function hold(event) {
  const control = event.target.closest?.(ANSWERED);
  if (loader.isReady || !control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  const press = () => control.click();
  loader.load().then(press, () => {
    document.removeEventListener("click", hold, true);
    press();
  });
}

function begin() {
  for (const name of BEGINNINGS) document.removeEventListener(name, begin, true);
  loader.load().catch(() => {}); // told when something is asked of it
}

export function loadHtmxWhenNeeded() {
  if (!document.querySelector("[hx-get], [hx-post]")) return;
  document.addEventListener("click", hold, true);
  for (const name of BEGINNINGS) document.addEventListener(name, begin, { capture: true, passive: true });
  if (document.querySelector("[hx-trigger*=load]")) begin(); // a form that sends itself
}
