import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import { type TimeInput, zoneSuffix } from "./time.ts";

interface Clock {
  /** The server's time when it rendered the page; the first render in the browser uses it too, so both agree. */
  renderedAt: number;
  timeZone: string;
  /** Of the process that the page is about: where the person's differs, times name their zone. */
  processZone: string;
}

const ClockContext = createContext<Clock>({ renderedAt: 0, timeZone: "UTC", processZone: "UTC" });

let offset = 0;
let offsetKnown = false;

/** How far the server's clock is ahead of this machine's, measured at the first byte of the page. */
function measureOffset(renderedAt: number) {
  if (offsetKnown || typeof window === "undefined") return;
  offsetKnown = true;
  const page = performance.getEntriesByType("navigation")[0];
  const firstByte = page instanceof PerformanceNavigationTiming ? page.responseStart : 0;
  if (firstByte > 0) offset = renderedAt - (performance.timeOrigin + firstByte);
}

export const serverNow = () => Date.now() + offset;

export function ClockProvider({ now, timeZone, children }: { now: number; timeZone: string; children: ReactNode }) {
  const [renderedAt] = useState(now);
  measureOffset(renderedAt);
  return (
    <ClockContext.Provider value={{ renderedAt, timeZone, processZone: timeZone }}>{children}</ClockContext.Provider>
  );
}

/** The same zone for part of the page: the shell knows the person's, the root does not. */
export function ZoneProvider({ timeZone, processZone = timeZone, children }: ZoneProviderProps) {
  const { renderedAt } = useContext(ClockContext);
  return <ClockContext.Provider value={{ renderedAt, timeZone, processZone }}>{children}</ClockContext.Provider>;
}
interface ZoneProviderProps {
  timeZone: string;
  /** By default the same: no time names its zone. */
  processZone?: string;
  children: ReactNode;
}

/** For a page about a record of one process, seen from another: times are still the person's own, and name their zone. */
export function ProcessZone({ timeZone: processZone, children }: { timeZone: string; children: ReactNode }) {
  return <ClockContext.Provider value={{ ...useContext(ClockContext), processZone }}>{children}</ClockContext.Provider>;
}

export const useTimeZone = () => useContext(ClockContext).timeZone;

/** What is said after a time of day: "UTC+5:30" where the process's clock shows another one, else nothing. */
export const useZoneSuffix = (at: TimeInput): string => {
  const { timeZone, processZone } = useContext(ClockContext);
  return zoneSuffix(at, timeZone, processZone);
};

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for every clock on the page. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time, in steps of `stepMs`: a component renders again only when the step changes. */
export function useNow(stepMs = 1000): number {
  const { renderedAt } = useContext(ClockContext);
  const step = (time: number) => Math.floor(time / stepMs) * stepMs;
  return useSyncExternalStore(
    subscribe,
    () => step(serverNow()),
    () => step(renderedAt),
  );
}
