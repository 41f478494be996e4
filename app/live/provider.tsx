import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { LiveSnapshot } from "./connection.ts";
import { LiveStore } from "./store.ts";

const LiveContext = createContext<LiveStore | null>(null);

export interface LiveProviderProps {
  userId: string;
  /** The last event that the page's data already contains, if its loader knows it. */
  since?: number | null;
  children: ReactNode;
}

/** Holds the page's one socket. Put around everything that a signed-in person sees. */
export function LiveProvider({ userId, since = null, children }: LiveProviderProps) {
  const [store] = useState(() => new LiveStore({ userId, since, onSessionEnd: goToLogin }));
  useEffect(() => {
    store.connection.start();
    return () => store.connection.stop();
  }, [store]);
  return <LiveContext.Provider value={store}>{children}</LiveContext.Provider>;
}

/** A full load: nothing of the ended session may stay on the page. */
function goToLogin() {
  const { pathname, search } = window.location;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

/** Null outside of the provider: on pages that anyone may see. */
export const useLiveStore = () => useContext(LiveContext);

const unsubscribed = () => () => {};

/** One value out of the store; it renders again only when that value changes. */
export function useLiveValue<T>(read: (store: LiveStore) => T, otherwise: T): T {
  const store = useLiveStore();
  const value = () => (store ? read(store) : otherwise);
  return useSyncExternalStore(store?.subscribe ?? unsubscribed, value, () => otherwise);
}

const connecting: LiveSnapshot = { state: "connecting", lastSeq: null };

export const useLive = (): LiveSnapshot => useLiveValue((store) => store.snapshot(), connecting);
