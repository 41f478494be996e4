import { z } from "zod";
import { leaveAction } from "#packages/core/audit-chain.ts";
import { command } from "#packages/core/command.ts";
import { ok } from "#packages/core/result.ts";

const number = z.number().int().min(0);
export const Left = z.strictObject({ seq: number, hash: z.string().length(64), event: number, at: number });
export type Left = z.infer<typeof Left>;

/** Says in the log up to where it leaves the hub, in the transaction that lets it: who verifies the rest begins there. */
export const noteLeft = command({
  name: "audit.leave",
  permission: "system",
  audit: {
    action: leaveAction,
    words: "let old entries leave the hub",
    entity: "process",
    always: true,
    about: (input) => ({ refs: [], detail: { ...input } }),
  },
  input: Left,
  run: () => ok(null),
});
