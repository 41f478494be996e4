import { useRevalidator } from "@remix-run/react";
import { useEffect, useMemo, useRef } from "react";
import { Burst } from "./burst.ts";
import type { EventFilter } from "./filter.ts";
import type { ActivityEvent, JobProgress, PresentUser } from "./protocol.ts";
import { useLiveStore, useLiveValue } from "./provider.tsx";

const nobody: readonly PresentUser[] = [];

/** Calls back for each event that matches; filter and callback may be written inline. */
export function useEvents(filter: EventFilter, callback: (event: ActivityEvent) => void) {
  const store = useLiveStore();
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  const key = JSON.stringify(filter);
  useEffect(() => {
    // JSON.parse is untyped; this is the very filter that was stringified above.
    const stable = JSON.parse(key) as EventFilter;
    return store?.listen(stable, (event) => latest.current(event));
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

/** Loads the page's data again after matching events: once for a burst, and for a hidden page only when it is looked at. */
export function useRevalidateOn(filter: EventFilter) {
  const { revalidate } = useRevalidator();
  const burst = useMemo(() => new Burst(revalidate), [revalidate]);
  const stale = useRef(false);
  const soon = () => {
    if (document.hidden) {
      stale.current = true;
      return;
    }
    burst.add();
  };
  useEvents(filter, soon);
  useBehind(soon);
  useEffect(() => {
    const look = () => {
      if (document.hidden || !stale.current) return;
      stale.current = false;
      revalidate();
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      burst.end();
      document.removeEventListener("visibilitychange", look);
    };
  }, [revalidate, burst]);
}
