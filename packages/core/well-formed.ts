/**
 * The value with all of its texts, keys included, as SQLite gives them back: half a surrogate pair becomes U+FFFD. What needs
 * no change is returned as it is.
 */
export function wellFormed<T>(value: T): T {
  // Each branch gives back a value of the shape that it was given.
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return value.isWellFormed() ? value : value.toWellFormed();
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = value.map(clean);
    return items.every((item, place) => item === value[place]) ? value : items;
  }
  const entries = Object.entries(value);
  const cleaned = entries.map(([key, inner]) => [key.toWellFormed(), clean(inner)] as const);
  const same = cleaned.every(([key, inner], place) => key === entries[place]?.[0] && inner === entries[place]?.[1]);
  return same ? value : Object.fromEntries(cleaned);
}

/** At most the first `max` characters (code points), never half of one. */
export const cut = (text: string, max: number): string =>
  text.length <= max
    ? text
    : Array.from(text.slice(0, 2 * max))
        .slice(0, max)
        .join("");
