/* The host is told that a report was counted. */

import { hasHost, postToHost } from "./host.js";

export function tellRecorded() {
  const thanks = hasHost() && document.querySelector("[data-recorded]");
  if (!thanks) return;
  thanks.removeAttribute("data-recorded"); // once
  postToHost({ type: "recorded" });
}
