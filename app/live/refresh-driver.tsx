import { useFetchers, useNavigation, useRevalidator } from "@remix-run/react";
import { type MutableRefObject, useEffect } from "react";
import type { LoadedTo, RefreshScheduler } from "./refresh.ts";
import { useRefreshEvery } from "./use-refresh-every.ts";

interface RefreshDriverProps {
  scheduler: RefreshScheduler;
  /** Where the scheduler finds what loads the page. */
  revalidate: MutableRefObject<() => void>;
  loadedTo: LoadedTo;
  /** For pages that hear of nothing: how often they are loaded. */
  everyMs: number | null;
}

/** Tells the scheduler what the page is doing. A component of its own: it renders with every step of every navigation. */
export function RefreshDriver({ scheduler, revalidate, loadedTo, everyMs }: RefreshDriverProps) {
  const navigation = useNavigation();
  const revalidator = useRevalidator();
  const acts = useFetchers().some(
    ({ state, formMethod }) => state !== "idle" && formMethod !== undefined && formMethod !== "GET",
  );
  const busy = navigation.state !== "idle" || revalidator.state !== "idle" || acts;
  useEffect(() => {
    revalidate.current = revalidator.revalidate;
  });
  // What has been loaded is known before the page is told to be idle: what it contains is not loaded again.
  useEffect(() => scheduler.loaded(loadedTo), [scheduler, loadedTo]);
  useEffect(() => scheduler.setBusy(busy), [scheduler, busy]);
  useRefreshEvery(everyMs);
  useEffect(() => {
    const look = () => scheduler.setHidden(document.hidden);
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      scheduler.stop();
    };
  }, [scheduler]);
  return null;
}
