import { restoreAction } from "#packages/core/audit-chain.ts";
import { command } from "#packages/core/command.ts";
import { compareJob, resyncJob } from "#packages/core/hub-jobs.ts";
import type { Json } from "#packages/core/json.ts";
import { ok } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { counters } from "#packages/core/tables.ts";
import { processKind } from "#packages/processes/entity.server.ts";
import { BeginOperation, NoteOperation, NoteRestored } from "./inputs.ts";

/** Written before the act itself, on the platform's hub and (where it can) on the process's: what an operator asked for. */
export const noteOperation = command({
  name: "operations.note",
  permission: "system.admin",
  audit: { action: "operations.act", entity: "process", always: true },
  input: NoteOperation,
  run(ctx, input) {
    ctx.emit({
      about: processKind.ref({ id: input.processId }),
      action: `${input.act}_requested`,
      summary: `${ctx.actor.name} asked for “${input.act}” of ${input.processId}`,
    });
    return ok(null);
  },
});

/** Begins what takes long; where it is under way already, that job is the answer. */
export const beginOperation = command({
  name: "operations.begin",
  permission: "system.admin",
  audit: { action: "operations.begin", entity: "process" },
  input: BeginOperation,
  run(ctx, { act }) {
    const once = { once: true } as const;
    switch (act) {
      case "compare":
        return ok({ jobId: ctx.start(compareJob, compareJob.first, once) });
      case "resync":
        return ok({ jobId: ctx.start(resyncJob, resyncJob.first, once) });
    }
  },
});

/** The first thing that a restored hub does, in the transaction that opens it. */
export const noteRestored = command({
  name: "operations.restored",
  permission: "system",
  audit: {
    action: restoreAction,
    entity: "process",
    always: true,
    about: ({ processId, account }) => ({ refs: [processKind.ref({ id: processId })], detail: account as Json }),
  },
  input: NoteRestored,
  run(ctx, input) {
    for (const { id, value } of input.counters) {
      const row = rowById(ctx.db, counters, ctx.processId, id);
      if ((row?.value ?? 0) === value) continue;
      if (row) ctx.patch(counters, row, { value });
      else ctx.put(counters, { id, value });
    }
    ctx.emit({
      about: processKind.ref({ id: ctx.processId }),
      action: "restored",
      summary:
        "The process was restored from its copy in D1. What had not reached the copy is missing; numbers were left out.",
    });
    return ok(null);
  },
});
