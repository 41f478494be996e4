import { useEffect, useRef } from "react";
import { useLiveStore, useLiveValue, useRefresh } from "./context.ts";
import type { EventFilter } from "./filter.ts";
import type { JobProgress, PresentUser } from "./protocol.ts";
import type { EventListener } from "./store.ts";

const nobody: readonly PresentUser[] = [];

/**
 * Calls back for each event that matches; filter and callback may be written inline. `after`: also for those that came between
 * the page's data, which contains all up to this one, and now.
 */
export function useEvents(filter: EventFilter, callback: EventListener, after?: () => number) {
  const store = useLiveStore();
  const latest = useRef({ callback, after });
  useEffect(() => {
    latest.current = { callback, after };
  });
  const key = JSON.stringify(filter);
  useEffect(() => {
    // JSON.parse is untyped; this is the very filter that was stringified above.
    const stable = JSON.parse(key) as EventFilter;
    return store?.listen(stable, (event, own) => latest.current.callback(event, own), latest.current.after?.());
  }, [store, key]);
}

/** Calls back when so much was missed that events were left out: any of them may have matched. */
export function useBehind(callback: () => void) {
  const store = useLiveStore();
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => store?.listenBehind(() => latest.current()), [store]);
}

/** Who else looks at this record; says that this person does. */
export function usePresence(entity: string, entityId: string): readonly PresentUser[] {
  const store = useLiveStore();
  useEffect(() => {
    store?.connection.view(entity, entityId);
    return () => store?.connection.view(null, null);
  }, [store, entity, entityId]);
  return useLiveValue((live) => live.present(entity, entityId), nobody);
}

/** How far a job has come since the page was loaded; null where nothing was told. */
export const useJobProgress = (id: string): JobProgress | null => useLiveValue((live) => live.jobProgress(id), null);

/** Loads the page's data again after matching events, as the scheduler sees fit. What this window has done itself reloads anyway. */
export function useRevalidateOn(filter: EventFilter) {
  const refresh = useRefresh();
  useEvents(
    filter,
    ({ seq }, own) => (own ? refresh?.expect(seq) : refresh?.request(seq)),
    () => refresh?.since ?? Number.POSITIVE_INFINITY,
  );
  useBehind(() => refresh?.request());
}
