/* The number of actions is fetched for itself. Where the answer is no number, the link stands as before. */

import { isForCount } from "./requests.js";

export function keepCountLink() {
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (isForCount(ctx) && !ctx.text.includes('hx-target="#count"')) event.preventDefault();
  });
}
