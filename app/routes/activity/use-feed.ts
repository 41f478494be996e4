import { useRevalidator } from "@remix-run/react";
import { type RefObject, useEffect, useState } from "react";
import { useRefresh } from "#app/live/context.ts";
import { useBehind, useEvents } from "#app/live/hooks.ts";
import type { FeedItem } from "./feed-row.tsx";
import { isTooMuch, nothingCame, released, withEvent } from "./feed-state.ts";

interface Loaded {
  items: FeedItem[];
  lastSeq: number;
}

export interface LiveFeed {
  rows: FeedItem[];
  /** Came since and wait to be shown; with `more`, that many at least. */
  held: number;
  more: boolean;
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
  const [since, setSince] = useState({ loaded, came: nothingCame });
  const { revalidate } = useRevalidator();
  const refresh = useRefresh();
  // Loaded anew: what had come in by the socket is part of it now.
  const current = since.loaded === loaded ? since : { loaded, came: nothingCame };
  if (current !== since) setSince(current);
  const { shown, held, overflown } = current.came;

  useEvents(
    {},
    (event) => {
      if (!live || event.seq <= loaded.lastSeq || !matches(event)) return;
      const wait = paused || isBeingRead(list.current);
      setSince((now) => ({ ...now, came: withEvent(now.came, event, wait) }));
    },
    () => loaded.lastSeq,
  );
  useBehind(() => refresh?.request());
  const tooLong = !overflown && isTooMuch(current.came);
  useEffect(() => {
    if (tooLong) refresh?.request();
  }, [tooLong, refresh]);

  return {
    rows: [...shown, ...loaded.items],
    held: held.length,
    more: overflown,
    fresh: new Set(shown.map((event) => event.seq)),
    paused,
    pause: () => setPaused(true),
    resume: () => {
      setPaused(false);
      if (isTooMuch(current.came)) revalidate();
      else setSince((now) => ({ ...now, came: released(now.came) }));
    },
  };
}

/** Rows must not move under the pointer, the focus, or the eyes of somebody who scrolled down. */
function isBeingRead(list: HTMLElement | null): boolean {
  if (!list) return false;
  return list.matches(":hover") || list.contains(document.activeElement) || list.getBoundingClientRect().top < 0;
}
