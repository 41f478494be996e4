import { leftOf } from "#packages/core/keeping.ts";
import type { NoteRestored } from "#packages/core/restored.ts";
import { rowById } from "#packages/core/rows.ts";
import { counters } from "#packages/core/tables.ts";
import { modules, timerSources } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { forgetMeta, inTransaction, writeMeta } from "./meta.ts";
import { accountOf, type Copy, lastOf, unnamedEvents } from "./restore.ts";
import { startRefill } from "./search-index.ts";
import { rederive } from "./timers.ts";
import type { Outcome } from "./transaction.ts";

/**
 * What the lost hub had counted beyond its copy is not known, so counting goes on well above it: a later revision must win
 * over whatever D1 has, a browser must not have seen an event's number, and no mail may have named an incident's.
 */
const revisionsLeftOut = 1_000_000;
const eventsLeftOut = 10_000;
const numbersLeftOut = 100;
/** Events that are passed on to the platform's hub once more; it knows those that it has. */
const relayedAgain = 500;

/** Opens a hub that holds all of its copy: sets its counts, derives what follows from the rows, and says so in the log. */
export function openRestored(hub: Hub, copy: Copy, note: (input: NoteRestored) => Outcome): Outcome {
  return inTransaction(hub, () => {
    const left = leftOf(hub.db, hub.processId);
    const lastEvent = lastOf(hub, "events")?.seq ?? left.event;
    const lastAudit = lastOf(hub, "audit");
    const rev = { from: copy.rev, to: Math.max(copy.rev, copy.clock.rev) + revisionsLeftOut };
    const events = { from: lastEvent, to: Math.max(lastEvent, copy.clock.lastSeq) + eventsLeftOut };
    const facts = {
      rev: rev.to,
      mirroredRev: rev.to,
      seq: events.to,
      "mirrored:events": lastEvent,
      relayed: Math.max(0, lastEvent - relayedAgain),
      auditSeq: lastAudit?.seq ?? left.seq,
      "mirrored:audit": lastAudit?.seq ?? left.seq,
    };
    for (const [key, value] of Object.entries(facts)) writeMeta(hub, key, value);
    if (lastAudit?.hash) writeMeta(hub, "auditHash", lastAudit.hash);
    forgetMeta(hub, "restoring");
    for (const source of timerSources.values())
      for (const row of source.live(hub.db, hub.processId)) rederive(hub, source, row.id, row);
    startRefill(hub);
    const outcome = note({
      processId: hub.processId,
      counters: recounted(hub),
      account: accountOf(copy, { rev, events }, lastAudit, unnamedEvents(hub, left)),
    });
    if (!outcome.result.ok) throw new Error(`The restored hub could not be opened: ${outcome.result.error.message}`);
    return outcome;
  });
}

/** Counts as the rows have them; sequences above every number that was given or may have been. */
function recounted(hub: Hub): NoteRestored["counters"] {
  const known = (id: string) => rowById(hub.db, counters, hub.processId, id)?.value ?? 0;
  return modules.flatMap((module) => {
    const { counts = {}, sequences = {} } = module.recount?.(hub.db, hub.processId) ?? {};
    return [
      ...Object.entries(counts).map(([id, value]) => ({ id, value })),
      ...Object.entries(sequences).map(([id, seen]) => ({ id, value: Math.max(known(id), seen) + numbersLeftOut })),
    ];
  });
}
