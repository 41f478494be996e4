import { createContext, useContext, useSyncExternalStore } from "react";
import type { LiveSnapshot } from "./connection.ts";
import type { RefreshScheduler } from "./refresh.ts";
import type { LiveStore } from "./store.ts";

export interface Live {
  store: LiveStore;
  refresh: RefreshScheduler;
}

export const LiveContext = createContext<Live | null>(null);

/** Null outside of the provider: on pages that anyone may see. */
export const useLiveStore = () => useContext(LiveContext)?.store ?? null;

/** What loads the page's data anew; null outside of the provider. */
export const useRefresh = () => useContext(LiveContext)?.refresh ?? null;

const unsubscribed = () => () => {};

/** One value out of the store; it renders again only when that value changes. */
export function useLiveValue<T>(read: (store: LiveStore) => T, otherwise: T): T {
  const store = useLiveStore();
  const value = () => (store ? read(store) : otherwise);
  return useSyncExternalStore(store?.subscribe ?? unsubscribed, value, () => otherwise);
}

const connecting: LiveSnapshot = { state: "connecting", lastSeq: null, liveAt: null };

export const useLive = (): LiveSnapshot => useLiveValue((store) => store.snapshot(), connecting);
