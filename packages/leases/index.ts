import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { defineModule, timerSource } from "#packages/core/module.ts";
import type { Ref } from "#packages/core/ref.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { leases } from "#packages/core/tables.ts";
import { leaseKind } from "./entity.server.ts";

/** What it means is for the module that has let it out: it reacts to the row. */
const expireLease = command({
  name: "leases.expire",
  permission: "system",
  audit: {
    action: "lease.expire",
    words: "let go of …: nobody renewed it",
    entity: leaseKind.kind,
    about: (_input, record: Ref | null) => ({ refs: record ? [record] : [] }),
  },
  input: z.strictObject({ id: z.string(), until: z.number().int() }),
  run(ctx, { id, until }): Result<Ref | null> {
    const lease = rowById(ctx.db, leases, ctx.processId, id);
    // Renewed since, or ended.
    if (lease?.state !== "held" || lease.until !== until) return ok(null);
    ctx.patch(leases, lease, { state: "expired" });
    return ok({ kind: lease.kind, id: lease.recordId });
  },
});

const expiry = timerSource({
  table: leases,
  alsoOn: [],
  live: (db, processId) => select(db, leases, "WHERE process_id = ? AND state = 'held'", [processId]),
  derive: (_, { id, state, until }) =>
    state === "held"
      ? [{ key: `lease:${id}:${until}`, dueAt: until, command: expireLease.name, input: { id, until } }]
      : [],
});

/** Who has something for a while: see `core/lease.ts`. */
export const leasesModule = defineModule({
  name: "leases",
  label: "Leases",
  tables: [tableOf(leases, { keep: { days: 90, archived: "d1", unless: ({ state }) => state === "held" } })],
  commands: [expireLease],
  views: [],
  entities: [leaseKind],
  endpoints: [],
  timers: [expiry],
});
