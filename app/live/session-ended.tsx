import { useSyncExternalStore } from "react";
import { Later, later } from "#app/components/ui/later.tsx";
import { askToSignIn, postponeSignIn, type SessionState, sessionState, subscribeSession } from "./session-state.ts";
import type { SignInPerson } from "./sign-in.ts";

const dialog = later<SignInPerson>(() => import("./session-dialog.tsx"));

const standing = (): SessionState => "standing";

export const useSessionState = (): SessionState => useSyncExternalStore(subscribeSession, sessionState, standing);

/** Whether this page's session is over; `ask` when an answer says so (401): it opens the dialog to sign in on the spot. */
export function useSessionEnded(): { ended: boolean; ask(): void } {
  return { ended: useSessionState() !== "standing", ask: askToSignIn };
}

/** The dialog, fetched when a session ends. */
export function SessionEnded(person: SignInPerson) {
  if (useSessionState() !== "asking") return null;
  return <Later part={dialog} props={person} onMissing={postponeSignIn} />;
}
