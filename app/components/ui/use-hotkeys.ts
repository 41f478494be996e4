import { useEffect, useRef } from "react";
import { keyName, matchKeys } from "#app/lib/hotkeys.ts";
import { typeAhead } from "#app/lib/typed-ahead.ts";

export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/** How long after "g" the second key still counts. */
const SEQUENCE_MS = 1200;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

const registered = new Set<{ current: Hotkeys; inDialog: boolean }>();
let pending: { keys: string; at: number } | null = null;

function onKeyDown(event: KeyboardEvent) {
  const key = keyName(event);
  if (key === null || event.defaultPrevented) return;
  const withMod = key.startsWith("mod+");
  if (!withMod && isTyping(event.target)) return;
  if (!withMod && typeAhead(event.key)) {
    event.preventDefault();
    return;
  }
  // Behind an open dialog nothing listens, except what holds everywhere.
  const dialogs = withMod ? 0 : document.querySelectorAll('[role="dialog"][data-state="open"]').length;
  const before = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.keys : "";
  // The component that mounted last is the nearest one to the person: it goes first.
  const maps = [...registered].reverse().filter(({ inDialog }) => dialogs === 0 || (dialogs === 1 && inDialog));
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

/** Keys by name: "c", "/", "?", "g i" (one after the other), "mod+k" (⌘ or Ctrl). Silent while somebody types. `inDialog`: what uses them is itself the open dialog. */
export function useHotkeys(hotkeys: Hotkeys, { inDialog = false } = {}) {
  const ref = useRef({ current: hotkeys, inDialog }).current;
  useEffect(() => {
    ref.current = hotkeys;
    ref.inDialog = inDialog;
  });
  useEffect(() => {
    if (registered.size === 0) document.addEventListener("keydown", onKeyDown);
    registered.add(ref);
    return () => {
      registered.delete(ref);
      if (registered.size === 0) document.removeEventListener("keydown", onKeyDown);
    };
  }, [ref]);
}
