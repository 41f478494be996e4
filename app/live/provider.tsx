import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Live, LiveContext } from "./context.ts";
import { type LoadedTo, RefreshScheduler } from "./refresh.ts";
import { RefreshDriver } from "./refresh-driver.tsx";
import { SessionEnded, useSessionState } from "./session-ended.tsx";
import { askToSignIn } from "./session-state.ts";
import type { SignInPerson } from "./sign-in.ts";
import { LiveStore } from "./store.ts";

/** How often a page without a socket is loaded anew. */
const UNHEARD_MS = 60_000;

export interface LiveProviderProps {
  person: SignInPerson;
  /** Those who may not hear what happens get no socket; their pages load anew by the clock. */
  hears: boolean;
  loadedTo: LoadedTo;
  children: ReactNode;
}

/** Holds the page's one socket and decides when its data is loaded anew. Put around everything that a signed-in person sees. */
export function LiveProvider({ person, hears, loadedTo, children }: LiveProviderProps) {
  const revalidate = useRef(() => {});
  const [live] = useState(() => ({
    store: new LiveStore({ userId: person.userId, since: loadedTo.since, onSessionEnd: askToSignIn }),
    refresh: new RefreshScheduler({ refresh: () => revalidate.current() }),
  }));
  useSocket(live, hears);
  return (
    <LiveContext.Provider value={live}>
      <RefreshDriver
        scheduler={live.refresh}
        revalidate={revalidate}
        loadedTo={loadedTo}
        everyMs={hears ? null : UNHEARD_MS}
      />
      {children}
      <SessionEnded {...person} />
    </LiveContext.Provider>
  );
}

/** Open while the session stands: after a session that ended it is opened anew, and the page is loaded once. */
function useSocket({ store, refresh }: Live, hears: boolean) {
  const stands = useSessionState() === "standing";
  const ended = useRef(false);
  useEffect(() => {
    if (!stands) {
      ended.current = true;
      return;
    }
    if (ended.current) refresh.request();
    ended.current = false;
    if (!hears) return;
    store.connection.start();
    return () => store.connection.stop();
  }, [store, refresh, stands, hears]);
}
