/** `asking`: the dialog is open. `ended`: it was closed, and nothing can be loaded or sent until somebody signs in. */
export type SessionState = "standing" | "asking" | "ended";

let state: SessionState = "standing";
const listeners = new Set<() => void>();
const waiting = new Set<() => void>();

function set(next: SessionState) {
  state = next;
  for (const listener of listeners) listener();
}

export const sessionState = (): SessionState => state;

export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The server has answered that this page's session is over: says so, and offers to sign in. */
export const askToSignIn = () => set("asking");

/** Puts the dialog away; whoever waits goes on waiting. */
export const postponeSignIn = () => set("ended");

/** Signed in again as the same person. */
export function sessionRestored(): void {
  set("standing");
  for (const goOn of waiting) goOn();
  waiting.clear();
}

/** Resolves at once while the session stands. */
export function untilRestored(): Promise<void> {
  if (state === "standing") return Promise.resolve();
  return new Promise((resolve) => waiting.add(resolve));
}
