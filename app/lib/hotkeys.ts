export type KeyMatch =
  | { kind: "match"; index: number; keys: string }
  | { kind: "prefix"; keys: string }
  | { kind: "none" };

interface KeyPress {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
}

/** The name a shortcut is written with; null for what is never one. */
export function keyName({ key, metaKey, ctrlKey, altKey }: KeyPress): string | null {
  if (altKey || ["Shift", "Control", "Meta", "Alt"].includes(key)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return metaKey || ctrlKey ? `mod+${name}` : name;
}

/** Which of the maps, in their order, has the shortcut that `before` and `key` make; failing that, `key` alone. */
export function matchKeys(maps: readonly (readonly string[])[], before: string, key: string): KeyMatch {
  const sequences = before ? [`${before} ${key}`, key] : [key];
  for (const keys of sequences) {
    const index = maps.findIndex((map) => map.includes(keys));
    if (index >= 0) return { kind: "match", index, keys };
    if (maps.some((map) => map.some((each) => each.startsWith(`${keys} `)))) return { kind: "prefix", keys };
  }
  return { kind: "none" };
}
