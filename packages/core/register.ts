/** A name that two modules claim would silently hide one of them. */
export function register<T>(what: string, items: (readonly [string, T])[]): Map<string, T> {
  const known = new Map<string, T>();
  for (const [name, item] of items) {
    if (known.has(name)) throw new Error(`Two ${what} are called ${name}.`);
    known.set(name, item);
  }
  return known;
}
