import { useRevalidator } from "@remix-run/react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useLive } from "#app/live/context.ts";
import { useBehind, useEvents } from "#app/live/hooks.ts";
import type { FeedItem } from "./feed-row.tsx";

interface Loaded {
  items: FeedItem[];
  lastSeq: number;
}

export interface LiveFeed {
  rows: FeedItem[];
  /** Came since and wait to be shown. */
  held: number;
  fresh: ReadonlySet<number>;
  paused: boolean;
  pause: () => void;
  /** Shows what waits, and goes on live. */
  resume: () => void;
}

interface FeedOptions {
  loaded: Loaded;
  matches: (event: FeedItem) => boolean;
  /** False on pages of older events: they stay as they are. */
  live: boolean;
  list: RefObject<HTMLElement>;
}

/** New events come in at the top by themselves, unless paused, or the pointer or the reader is in the list: then they wait. */
export function useFeed({ loaded, matches, live, list }: FeedOptions): LiveFeed {
  const [paused, setPaused] = useState(false);
  const [since, setSince] = useState({ loaded, shown: [] as FeedItem[], held: [] as FeedItem[] });
  // Loaded anew: what had come in by the socket is part of it now.
  const current = since.loaded === loaded ? since : { loaded, shown: [], held: [] };
  if (current !== since) setSince(current);

  useEvents({}, (event) => {
    if (!live || event.seq <= loaded.lastSeq || !matches(event)) return;
    const wait = paused || isBeingRead(list.current);
    setSince((now) =>
      wait || now.held.length > 0 ? { ...now, held: [event, ...now.held] } : { ...now, shown: [event, ...now.shown] },
    );
  });
  useCatchUp(live ? loaded.lastSeq : null);
  useBehind(useRevalidator().revalidate);

  return {
    rows: [...current.shown, ...loaded.items],
    held: current.held.length,
    fresh: new Set(current.shown.map((event) => event.seq)),
    paused,
    pause: () => setPaused(true),
    resume: () => {
      setPaused(false);
      setSince((now) => ({ ...now, shown: [...now.held, ...now.shown], held: [] }));
    },
  };
}

/** Rows must not move under the pointer, the focus, or the eyes of somebody who scrolled down. */
function isBeingRead(list: HTMLElement | null): boolean {
  if (!list) return false;
  return list.matches(":hover") || list.contains(document.activeElement) || list.getBoundingClientRect().top < 0;
}

/** The socket begins where it connects: what came between the page and that moment is loaded once more. */
function useCatchUp(lastSeq: number | null) {
  const live = useLive();
  const { revalidate } = useRevalidator();
  const checked = useRef(false);
  useEffect(() => {
    if (checked.current || lastSeq === null || live.state !== "live" || live.lastSeq === null) return;
    checked.current = true;
    if (live.lastSeq > lastSeq) revalidate();
  }, [live.state, live.lastSeq, lastSeq, revalidate]);
}
