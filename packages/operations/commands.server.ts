import { command } from "#packages/core/command.ts";
import { compareJob, resyncJob } from "#packages/core/hub-jobs.ts";
import { ok } from "#packages/core/result.ts";
import { processKind } from "#packages/processes/entity.server.ts";
import { BeginOperation, NoteOperation } from "./inputs.ts";

/** Written before the act itself, on the platform's hub and (where it can) on the process's: what an operator asked for. */
export const noteOperation = command({
  name: "operations.note",
  permission: "system.admin",
  audit: { action: "operations.act", words: "operated …", entity: "process", always: true },
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
  audit: { action: "operations.begin", words: "began work on …", entity: "process" },
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
