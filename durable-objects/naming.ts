import type { Actor } from "#packages/core/actor.ts";
import { mayKnow, nameOf, type RecordName, recordFor } from "#packages/core/entity.ts";
import type { Ref } from "#packages/core/ref.ts";
import { rowById } from "#packages/core/rows.ts";
import { kindOf, readableKinds } from "#packages/kinds.ts";
import type { Hub } from "./core.ts";

/** The record itself, by its id; null where it is gone, or this one may not know of it. */
function known({ db, processId }: Hub, actor: Actor, { kind: name, id }: Ref) {
  const kind = kindOf(name);
  const row = rowById(db, kind.table, processId, id);
  return row && mayKnow(actor, kind, row) ? { kind, row } : null;
}

export const mayKnowOf = (hub: Hub, actor: Actor, ref: Ref): boolean => known(hub, actor, ref) !== null;

export function named(hub: Hub, actor: Actor, ref: Ref): RecordName | null {
  const record = known(hub, actor, ref);
  return record && nameOf(record.kind, record.row);
}

/** Each kind that finds its records by what people write is asked. */
export function meant({ db, processId }: Hub, actor: Actor, text: string): RecordName[] {
  const kinds = readableKinds(actor).map(kindOf);
  return kinds.flatMap((kind) => {
    const row = kind.find ? recordFor({ db, processId, actor }, kind, text) : null;
    return row ? [nameOf(kind, row)] : [];
  });
}
