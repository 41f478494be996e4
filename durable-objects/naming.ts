import type { Actor } from "#packages/core/actor.ts";
import { mayKnow, nameOf, type RecordName, recordFor } from "#packages/core/entity.ts";
import type { Ref } from "#packages/core/ref.ts";
import { rowById } from "#packages/core/rows.ts";
import { kindOf, readableKinds } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";

export function named({ db, processId }: Hub, actor: Actor, ref: Ref): RecordName | null {
  const kind = kindOf(ref.kind);
  const row = rowById(db, kind.table, processId, ref.id);
  return row && mayKnow(actor, kind, row) ? nameOf(kind, row) : null;
}

/** Each kind that finds its records by what people write is asked. */
export function meant({ db, processId }: Hub, actor: Actor, text: string): RecordName[] {
  const kinds = readableKinds(actor).map(kindOf);
  return kinds.flatMap((kind) => {
    const row = kind.find ? recordFor({ db, processId, actor }, kind, text) : null;
    return row ? [nameOf(kind, row)] : [];
  });
}
