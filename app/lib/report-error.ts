import type { BrokenKind } from "./broken-kind.ts";

/** A page that breaks on every tick says so five times, not for ever. */
let left = 5;

/** Tells the server of an error of this page. The rest is fetched when it is needed, which is seldom. */
export function reportError(kind: BrokenKind, thrown: unknown): void {
  if (left === 0 || !navigator.onLine) return;
  left -= 1;
  import("./send-error.ts").then(({ sendError }) => sendError(kind, thrown)).catch(() => {});
}
