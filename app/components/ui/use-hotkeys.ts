import { useEffect, useRef } from "react";
import { keyName, matchKeys } from "#app/lib/hotkeys.ts";

export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/** How long after "g" the second key still counts. */
const SEQUENCE_MS = 1200;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

const registered = new Set<{ current: Hotkeys }>();
let pending: { keys: string; at: number } | null = null;

function onKeyDown(event: KeyboardEvent) {
  const key = keyName(event);
  if (key === null || event.defaultPrevented) return;
  const withMod = key.startsWith("mod+");
  if (!withMod && isTyping(event.target)) return;
  // Behind an open dialog nothing listens, except what holds everywhere.
  if (!withMod && document.querySelector('[role="dialog"][data-state="open"]')) return;
  const before = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.keys : "";
  // The component that mounted last is the nearest one to the person: it goes first.
  const maps = [...registered].reverse();
  const found = matchKeys(
    maps.map((map) => Object.keys(map.current)),
    before,
    key,
  );
  pending = found.kind === "prefix" ? { keys: found.keys, at: event.timeStamp } : null;
  if (found.kind !== "match") return;
  event.preventDefault();
  maps[found.index]?.current[found.keys]?.(event);
}

/** Keys by name: "c", "/", "?", "g i" (one after the other), "mod+k" (⌘ or Ctrl). Silent while somebody types. */
export function useHotkeys(hotkeys: Hotkeys) {
  const ref = useRef(hotkeys);
  useEffect(() => {
    ref.current = hotkeys;
  });
  useEffect(() => {
    if (registered.size === 0) document.addEventListener("keydown", onKeyDown);
    registered.add(ref);
    return () => {
      registered.delete(ref);
      if (registered.size === 0) document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
