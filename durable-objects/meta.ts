import { one } from "./one.ts";

/** Facts of the hub about itself, as far as they were read: each command asks a dozen times. */
export interface Meta {
  facts: Map<string, string | null>;
  /** Rows of `hub_meta` with facts that are not written yet. */
  changed: Set<string>;
  /** Transactions that are open. */
  depth: number;
}

/** What of a hub keeps its facts. */
interface Kept {
  meta: Meta;
  storage: DurableObjectStorage;
  sql: SqlStorage;
}

/** Facts that change together share a row: every command writes one of these rows, every flush the other. */
const shared: Record<string, readonly string[]> = {
  head: ["rev", "seq", "auditSeq", "auditHash"],
  mirrored: ["mirroredRev", "mirrored:events", "mirrored:audit"],
};
const rowOf = new Map(Object.entries(shared).flatMap(([row, facts]) => facts.map((fact) => [fact, row] as const)));

/** Everything or nothing. Facts are written once, at its end; what is known of them goes with a transaction that is undone. */
export function inTransaction<T>(hub: Kept, work: () => T): T {
  const { meta } = hub;
  // What the outer transaction has noted must not be forgotten with an inner one.
  writeChanged(hub);
  meta.depth += 1;
  try {
    return hub.storage.transactionSync(() => {
      const result = work();
      writeChanged(hub);
      return result;
    });
  } catch (thrown) {
    meta.facts.clear();
    meta.changed.clear();
    throw thrown;
  } finally {
    meta.depth -= 1;
  }
}

export function readMeta(hub: Kept, fact: string): string | null {
  const { facts } = hub.meta;
  const known = facts.get(fact);
  if (known !== undefined) return known;
  const row = rowOf.get(fact);
  const value = one<{ value: string }>(hub.sql, "SELECT value FROM hub_meta WHERE key = ?", row ?? fact)?.value ?? null;
  if (!row) facts.set(fact, value);
  else {
    // Written below.
    const together = JSON.parse(value ?? "{}") as Record<string, string>;
    for (const name of shared[row] ?? []) facts.set(name, together[name] ?? null);
  }
  return facts.get(fact) ?? null;
}

export const readNumber = (hub: Kept, fact: string): number => Number(readMeta(hub, fact) ?? 0);

export function writeMeta(hub: Kept, fact: string, value: string | number): void {
  const { meta } = hub;
  if (readMeta(hub, fact) === String(value)) return;
  meta.facts.set(fact, String(value));
  meta.changed.add(rowOf.get(fact) ?? fact);
  if (meta.depth === 0) writeChanged(hub);
}

/** Of a fact that has a row to itself. */
export function forgetMeta(hub: Kept, fact: string): void {
  hub.sql.exec("DELETE FROM hub_meta WHERE key = ?", fact);
  hub.meta.facts.delete(fact);
}

function writeChanged(hub: Kept): void {
  const { facts, changed } = hub.meta;
  if (changed.size === 0) return;
  const stored = (row: string) => {
    const names = shared[row];
    if (!names) return facts.get(row) ?? "";
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, facts.get(name) ?? undefined])));
  };
  const rows = [...changed];
  hub.sql.exec(
    `INSERT INTO hub_meta (key, value) VALUES ${rows.map(() => "(?, ?)").join(", ")}
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ...rows.flatMap((row) => [row, stored(row)]),
  );
  changed.clear();
}
