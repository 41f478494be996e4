export type KeyMatch =
  | { kind: "match"; index: number; keys: string }
  | { kind: "prefix"; keys: string }
  | { kind: "none" };

interface KeyPress {
  key: string;
  shiftKey: boolean;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
}

/** The first key of a sequence, and when it was pressed (milliseconds, as events count them). */
export interface Begun {
  keys: string;
  at: number;
}

/** How long after "g" the second key still counts. */
const sequenceMs = 1_200;

/** The name a shortcut is written with; null for what is never one. Shift is part of "?", but Shift+A is not "a". */
export function keyName({ key, shiftKey, metaKey, ctrlKey, altKey }: KeyPress): string | null {
  if (altKey || ["Shift", "Control", "Meta", "Alt"].includes(key)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (metaKey || ctrlKey) return `mod+${name}`;
  return shiftKey && name !== key.toUpperCase() ? null : name;
}

/**
 * Which of the maps, in their order, has the shortcut that `key` is or completes. A key after the first of a sequence
 * completes it in time or is nothing: whoever pressed "g" wanted to go somewhere, not what the next key does alone.
 */
export function matchKeys(
  maps: readonly (readonly string[])[],
  begun: Begun | null,
  { key, at }: { key: string; at: number },
): KeyMatch {
  if (begun && at - begun.at >= sequenceMs) return { kind: "none" };
  const keys = begun ? `${begun.keys} ${key}` : key;
  const index = maps.findIndex((map) => map.includes(keys));
  if (index >= 0) return { kind: "match", index, keys };
  const goesOn = maps.some((map) => map.some((each) => each.startsWith(`${keys} `)));
  return goesOn ? { kind: "prefix", keys } : { kind: "none" };
}
