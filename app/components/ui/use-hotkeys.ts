import { useEffect, useRef } from "react";
import { type Begun, keyName, matchKeys } from "#app/lib/hotkeys.ts";
import { singleKeysAreOff } from "#app/lib/single-keys.ts";
import { typeAhead } from "#app/lib/typed-ahead.ts";

export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/** Where single keys belong to what has the focus: they are typed, or find an entry by its first letters. */
const ownKeys =
  "input:not([type=checkbox]), textarea, select, [role=menu], [role=listbox], [role=combobox], [role=grid], [role=tree], [popover]";

const hasOwnKeys = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(ownKeys) !== null);

const registered = new Set<{ current: Hotkeys; inDialog: boolean }>();
let begun: Begun | null = null;

const forget = () => {
  begun = null;
};

function onKeyDown(event: KeyboardEvent) {
  const key = keyName(event);
  if (key === null) return;
  const before = begun;
  forget();
  if (event.defaultPrevented) return;
  const withMod = key.startsWith("mod+");
  if (!withMod && hasOwnKeys(event.target)) return;
  if (!withMod && typeAhead(event.key)) {
    event.preventDefault();
    return;
  }
  if (!withMod && singleKeysAreOff()) return;
  // Behind an open dialog nothing listens, except what holds everywhere.
  const dialogs = withMod ? 0 : document.querySelectorAll('[role="dialog"][data-state="open"]').length;
  // The component that mounted last is the nearest one to the person: it goes first.
  const maps = [...registered].reverse().filter(({ inDialog }) => dialogs === 0 || (dialogs === 1 && inDialog));
  const found = matchKeys(
    maps.map((map) => Object.keys(map.current)),
    withMod ? null : before,
    { key, at: event.timeStamp },
  );
  if (found.kind === "prefix") begun = { keys: found.keys, at: event.timeStamp };
  if (found.kind !== "match") return;
  event.preventDefault();
  maps[found.index]?.current[found.keys]?.(event);
}

function listen() {
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("pointerdown", forget);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("pointerdown", forget);
  };
}
let stop: () => void = () => {};

/**
 * Keys by name: "c", "/", "?", "g i" (one after the other), "mod+k" (⌘ or Ctrl). Silent where somebody types or chooses, and
 * single keys also where a person has switched them off. `inDialog`: what uses them is itself the open dialog.
 */
export function useHotkeys(hotkeys: Hotkeys, { inDialog = false } = {}) {
  const ref = useRef({ current: hotkeys, inDialog }).current;
  useEffect(() => {
    ref.current = hotkeys;
    ref.inDialog = inDialog;
  });
  useEffect(() => {
    if (registered.size === 0) stop = listen();
    registered.add(ref);
    return () => {
      registered.delete(ref);
      if (registered.size === 0) stop();
    };
  }, [ref]);
}
