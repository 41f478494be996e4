import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok } from "#packages/core/result.ts";
import { usersOf } from "#packages/users/queries.server.ts";
import { KeepMember } from "./inputs.ts";
import { type Account, accountByEmail, membershipOfUser, membershipsOf } from "./queries.server.ts";
import { accounts, memberships } from "./tables.ts";

export const accountOf = (ctx: Ctx, email: string): Account =>
  accountByEmail(ctx.db, ctx.processId, email) ??
  ctx.put(accounts, { id: ctx.newId("account"), email, lastProcessId: null });

/** Says what is, so that it may come twice. A person who is known stays with the account that they have. */
function keep(ctx: Ctx, { email, processId, userId, isActive }: z.output<typeof KeepMember>): string {
  const known = membershipOfUser(ctx.db, ctx.processId, userId);
  if (known && known.isActive !== isActive) ctx.patch(memberships, known, { isActive });
  if (known) return known.accountId;
  const accountId = accountOf(ctx, email).id;
  // Made anew in a process that had lost them: it has one person of an address, and it is this one.
  for (const other of membershipsOf(ctx.db, ctx.processId, accountId))
    if (other.memberOf === processId && other.isActive) ctx.patch(memberships, other, { isActive: false });
  ctx.put(memberships, { id: userId, accountId, memberOf: processId, isActive });
  return accountId;
}

/** On the platform's hub: a process says whom it has, and whether they are active there. */
export const keepMember = command({
  name: "accounts.keepMember",
  permission: "system",
  audit: {
    action: "account.member",
    words: "became a member: …",
    entity: "account",
    about: (_input, { accountId }) => ({ refs: [{ kind: "account", id: accountId }] }),
  },
  input: KeepMember,
  run: (ctx, input) => ok({ accountId: keep(ctx, input) }),
});

/** The directory was restored, and may not know any more what it was told: a process says again whom it has. */
export const tellMembers = command({
  name: "accounts.tellMembers",
  permission: "system",
  // Calls leave with what a command writes.
  audit: { action: "account.tell", words: "told the processes of …", entity: "process", always: true },
  input: z.strictObject({}),
  run(ctx) {
    for (const user of usersOf(ctx.db, ctx.processId)) tellDirectory(ctx, user);
    return ok(null);
  },
});

/** The directory follows what a hub decides: in the same transaction on the platform's own, by a call from any other. */
export function tellDirectory(ctx: Ctx, user: { id: string; email: string; isActive: boolean }): void {
  const member = { email: user.email, processId: ctx.processId, userId: user.id, isActive: user.isActive };
  if (ctx.processId === platformProcess) keep(ctx, member);
  else ctx.call(platformProcess, keepMember, member);
}
