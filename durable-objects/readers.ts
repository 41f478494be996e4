import type { ProcessTable } from "#packages/core/database.ts";
import type { Readers, ReadersOf } from "#packages/core/notify.ts";
import { remembered } from "#packages/core/remembered.ts";
import { kindOf } from "#packages/kinds.ts";

/** Who may read records: the record itself is looked at only where its kind has records that not everybody may know of. */
export function readersFrom(
  rowOf: (table: ProcessTable, id: string) => ProcessTable["$inferSelect"] | null,
): ReadersOf {
  const byRef = remembered((ref: string): Readers => {
    // As it is written below.
    const [name, id] = JSON.parse(ref) as [string, string | null];
    const { permission, table, audience } = kindOf(name);
    const row = audience && id !== null ? rowOf(table, id) : null;
    return { permission, audience: row && audience ? audience(row) : "team" };
  });
  return ({ kind, id }) => byRef(JSON.stringify([kind, id]));
}
