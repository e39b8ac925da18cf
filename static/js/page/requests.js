/* Which of htmx's requests an event is about. The element that asked may be gone by then, so the address decides. */

export function isForCount(ctx) {
  return Boolean(ctx) && /\/count(\?|$)/.test(ctx.request.action);
}

export function isForDraft(ctx) {
  return /\/letter(\?|$)/.test(ctx.request.action);
}
