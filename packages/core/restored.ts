import { z } from "zod";
import { restoreAction } from "./audit-chain.ts";
import { command } from "./command.ts";
import type { Json } from "./json.ts";
import { processRef } from "./ref.ts";
import { ok } from "./result.ts";
import { rowById } from "./rows.ts";
import { counters } from "./tables.ts";
import { id } from "./text.ts";

export const NoteRestored = z.strictObject({
  processId: id,
  counters: z.array(z.strictObject({ id: z.string().max(120), value: z.number().int() })),
  /** For the log: what the copy had, and from where on the hub counts. */
  account: z.json(),
});
export type NoteRestored = z.infer<typeof NoteRestored>;

/** The first thing that a restored hub does, in the transaction that opens it. */
export const noteRestored = command<NoteRestored, null>({
  name: "operations.restored",
  permission: "system",
  audit: {
    action: restoreAction,
    words: "brought the hub back from its copy",
    entity: "process",
    always: true,
    about: ({ processId, account }) => ({ refs: [processRef(processId)], detail: account as Json }),
  },
  input: NoteRestored,
  run(ctx, input) {
    for (const { id: counter, value } of input.counters) {
      const row = rowById(ctx.db, counters, ctx.processId, counter);
      if ((row?.value ?? 0) === value) continue;
      if (row) ctx.patch(counters, row, { value });
      else ctx.put(counters, { id: counter, value });
    }
    ctx.emit({
      about: processRef(ctx.processId),
      action: "restored",
      summary:
        "The process was restored from its copy in D1. What had not reached the copy is missing; numbers were left out.",
    });
    return ok(null);
  },
});
