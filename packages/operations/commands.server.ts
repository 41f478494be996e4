import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { ok } from "#packages/core/result.ts";
import { id } from "#packages/core/text.ts";
import { operatorActs } from "./rules.ts";

/** Written before the act itself, on the platform's hub and (where it can) on the process's: what an operator asked for. */
export const noteOperation = command({
  name: "operations.note",
  permission: "system.admin",
  audit: { action: "operations.act", entity: "process", always: true },
  input: z.strictObject({ processId: id, act: z.enum(operatorActs) }),
  run(ctx, input) {
    ctx.emit({
      entity: "process",
      entityId: input.processId,
      action: `${input.act}_requested`,
      summary: `${ctx.actor.name} asked for “${input.act}” of ${input.processId}`,
    });
    return ok(null);
  },
});
