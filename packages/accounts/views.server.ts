import { z } from "zod";
import { ok, type Result } from "#packages/core/result.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { typedAddress } from "./inputs.ts";
import { accountByEmail, accountById, choicesOf, credentialOf, membershipOfUser } from "./queries.server.ts";
import type { Choice } from "./rules.ts";

/** On the platform's hub, what the Worker needs to check a password. Hashing takes 150 ms, which a hub must not stand still for. */
export const signInFacts = view({
  name: "accounts.facts",
  permission: "system",
  input: z.object({ email: typedAddress }),
  run(ctx, { email }) {
    const account = accountByEmail(ctx.db, ctx.processId, email);
    if (!account) return ok(null);
    return ok({
      accountId: account.id,
      /** Null: none was set yet. */
      passwordHash: credentialOf(ctx.db, ctx.processId, account.id)?.passwordHash ?? null,
      choices: choicesOf(ctx.db, ctx.processId, account.id),
      lastProcessId: account.lastProcessId,
    });
  },
});

export interface Choices {
  choices: Choice[];
  /** Where they went last. */
  lastProcessId: string | null;
}

/** On the platform's hub: the processes that a person of one of them may enter with the account that they have. */
export const processesOfUser = view({
  name: "accounts.processes",
  permission: "system",
  input: z.object({ userId: id }),
  run(ctx, { userId }): Result<Choices> {
    const member = membershipOfUser(ctx.db, ctx.processId, userId);
    const account = member && accountById(ctx.db, ctx.processId, member.accountId);
    if (!account) return ok({ choices: [], lastProcessId: null });
    return ok({ choices: choicesOf(ctx.db, ctx.processId, account.id), lastProcessId: account.lastProcessId });
  },
});
