import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { noteRefused } from "#packages/sessions/commands.server.ts";
import { countRefusal, countTry, forgiveTry } from "./attempts.server.ts";
import { Admit, AttemptSignIn, RefuseSignIn, SetPassword, SwitchProcess } from "./inputs.ts";
import { accountOf } from "./member.server.ts";
import {
  type Account,
  accountByEmail,
  accountById,
  credentialOf,
  type Membership,
  membershipOfUser,
  membershipsOf,
} from "./queries.server.ts";
import { accounts, credentials } from "./tables.ts";

const isOfPlatform = ({ memberOf }: Membership) => memberOf === platformProcess;
const refsTo = (accountId: string) => [{ kind: "account", id: accountId }];

/** On the platform's hub: the password of an address. It is the account's, and no process's. */
export const setPassword = command({
  name: "accounts.setPassword",
  permission: "system",
  audit: {
    action: "account.password",
    words: "set a password",
    entity: "account",
    about: (_input, { accountId }) => ({ refs: refsTo(accountId) }),
  },
  input: SetPassword,
  run(ctx, { email, passwordHash }) {
    const { id } = accountOf(ctx, email);
    const known = credentialOf(ctx.db, ctx.processId, id);
    if (known) ctx.patch(credentials, known, { passwordHash });
    else ctx.put(credentials, { id, passwordHash });
    return ok({ accountId: id });
  },
});

/**
 * Counts a try before the password is looked at, so that many at once can't slip past the lock. Addresses nobody has, too. Not in
 * the audit log: what came of the try is.
 */
export const attemptSignIn = command({
  name: "accounts.attempt",
  permission: "system",
  audit: { action: "session.attempt", words: "tried to sign in", entity: "account" },
  input: AttemptSignIn,
  run: (ctx, { email, network }): Result<{ lockedUntil: number | null }> =>
    ok({ lockedUntil: countTry(ctx, email, network) }),
});

/**
 * Writes a refused try into the audit log, for unknown addresses too, so that both take as long; the processes of the person
 * hear of it afterwards. The count went up before. Of very many in an hour it is only some, with the count of all.
 */
export const refuseSignIn = command({
  name: "accounts.refuse",
  permission: "system",
  audit: {
    action: "session.refuse",
    words: "was refused at sign-in",
    entity: "account",
    alwaysIf: ({ isLogged }) => isLogged,
    about: ({ why, network }, { accountId, userId, ofNetwork, ofAll }) => ({
      refs: [
        ...(accountId === null ? [] : refsTo(accountId)),
        ...(userId === null ? [] : [{ kind: "user", id: userId }]),
      ],
      detail: { accountId, why, thisHour: { network, ofNetwork, ofAll } },
    }),
  },
  input: RefuseSignIn,
  run(ctx, { email, why, ip, network }) {
    const counted = countRefusal(ctx, network);
    const account = accountByEmail(ctx.db, ctx.processId, email);
    const members = account ? membershipsOf(ctx.db, ctx.processId, account.id) : [];
    const [own, others] = [members.find(isOfPlatform), members.filter((one) => !isOfPlatform(one))];
    if (counted.isLogged)
      for (const { id: userId, memberOf } of others) ctx.call(memberOf, noteRefused, { userId, why, ip });
    return ok({ accountId: account?.id ?? null, userId: own?.id ?? null, ...counted });
  },
});

const notAMember = errors.invalid("You don't belong to this process. Choose another.", {
  processId: ["Not one of yours."],
});
const provenBefore = errors.unauthenticated("That took too long. Sign in again.");

/** Where they go now is offered first the next time. */
function enter(ctx: Ctx, account: Account, processId: string): Result<{ userId: string; processId: string }> {
  const members = membershipsOf(ctx.db, ctx.processId, account.id);
  const member = members.find((one) => one.memberOf === processId && one.isActive);
  if (!member) return refuse(notAMember);
  if (account.lastProcessId !== processId) ctx.patch(accounts, account, { lastProcessId: processId });
  return ok({ userId: member.id, processId });
}

/** Somebody proved who they are and goes to one of their processes. The session itself is made by that process's hub. */
export const admit = command({
  name: "accounts.admit",
  permission: "system",
  audit: {
    action: "account.enter",
    words: "came in",
    entity: "account",
    about: ({ accountId }) => ({ refs: refsTo(accountId) }),
  },
  input: Admit,
  run(ctx, { accountId, processId, network, provenAt }) {
    const account = accountById(ctx.db, ctx.processId, accountId);
    const credential = credentialOf(ctx.db, ctx.processId, accountId);
    if (!account || !credential || credential.updatedAt > provenAt) return refuse(provenBefore);
    forgiveTry(ctx, account.email, network);
    return enter(ctx, account, processId);
  },
});

/** The same for somebody whose session in another process was just confirmed by its hub. */
export const switchProcess = command({
  name: "accounts.switch",
  permission: "system",
  audit: {
    action: "account.switch",
    words: "switched to another process",
    entity: "account",
    always: true,
    about: ({ userId, processId }) => ({ refs: [{ kind: "user", id: userId }], detail: { to: processId } }),
  },
  input: SwitchProcess,
  run(ctx, { userId, processId }) {
    const from = membershipOfUser(ctx.db, ctx.processId, userId);
    const account = from?.isActive ? accountById(ctx.db, ctx.processId, from.accountId) : null;
    return account ? enter(ctx, account, processId) : refuse(notAMember);
  },
});
