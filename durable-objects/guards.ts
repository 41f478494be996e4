import { nameWords } from "#packages/core/capital.ts";
import type { HubDb } from "#packages/core/database.ts";
import type { GuardVerdict } from "#packages/core/module.ts";
import { remembered } from "#packages/core/remembered.ts";
import { rowById } from "#packages/core/rows.ts";
import type { Delivery } from "#packages/core/sending/deliveries.server.ts";
import { deletedRecords } from "#packages/core/tables.ts";
import { kindsByName } from "#packages/kinds.ts";
import { guardsByName, notifier } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { readersFrom } from "./readers.ts";

/** Why a message that is about to be handed over is no longer wanted; null: it is. Throws when its guard breaks. */
export type Judge = (delivery: Delivery) => GuardVerdict;

/** Judges the deliveries of one batch. What they have in common is looked up once. */
export function judgeOf({ db, processId }: Hub, batch: Delivery[]): Judge {
  const guardOf = remembered((key: string) => guardFor(db, processId, batch, key));
  const readersOf = readersFrom((table, id) => rowById(db, table, processId, id));
  const recipients = remembered((_all: null) => notifier.judge(db, processId, batch, readersOf));
  const wasDeleted = remembered((id: string) => rowById(db, deletedRecords, processId, id) !== null);
  return (delivery) => {
    const { aboutKind, aboutId } = delivery;
    // Only kinds whose records can be deleted are looked for.
    const deletable = kindsByName.get(aboutKind)?.deletable !== undefined;
    if (deletable && aboutId !== null && wasDeleted(aboutId)) return `the ${nameWords(aboutKind)} was deleted`;
    const own = delivery.guard && delivery.guardId ? guardOf(keyOf(delivery))(delivery) : null;
    return own ?? recipients(null)(delivery);
  };
}

const keyOf = ({ guard, guardId }: Delivery): string => JSON.stringify([guard, guardId]);

function guardFor(db: HubDb, processId: string, batch: Delivery[], key: string): Judge {
  const same = batch.filter((delivery) => keyOf(delivery) === key);
  const { guard, guardId } = same[0] ?? {};
  const judge = guard ? guardsByName.get(guard) : undefined;
  if (!judge || !guardId) throw new Error(`No guard is called ${guard}.`);
  return judge(db, processId, guardId, same);
}
