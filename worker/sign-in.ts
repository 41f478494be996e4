import { systemCaller } from "#packages/core/actor.ts";
import { addressKey } from "#packages/core/addresses.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { tagOfProcess } from "#packages/core/ids.ts";
import { sha256Hex } from "#packages/core/json.ts";
import { logInfo } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { newId } from "#packages/ids.ts";
import { findAccount } from "#packages/processes/views.server.ts";
import { attemptSignIn, createSession, endSession, refuseSignIn } from "#packages/sessions/commands.server.ts";
import { signInFacts } from "#packages/sessions/views.server.ts";
import { type Env, settingsOf } from "./env.ts";
import { withHashing } from "./hashing.ts";
import { askHub, executeOn, type RequestFacts } from "./hub-client.ts";
import { nobodysHash, verifyPassword } from "./passwords.ts";
import type { Session } from "./session.ts";
import { signToken } from "./tokens.ts";

const asSignIn = systemCaller("sign-in");
const wrong = "This e-mail address and password don't belong together. Try again, or ask your admin for help.";

export interface SignInForm {
  email: string;
  password: string;
}

export interface SignedIn {
  token: string;
  expiresAt: number;
  user: { id: string; email: string; name: string; role: string; processId: string; processSlug: string };
}

/**
 * The same steps for every address, known or not: count the try, check a hash, answer in the same words. The count comes
 * first and in one transaction, so many tries at once can't slip past the lock.
 */
export async function signIn(
  env: Env,
  facts: RequestFacts,
  form: SignInForm,
  presented: Session | null,
): Promise<Result<SignedIn>> {
  const flood = await env.SIGN_IN_LIMIT?.limit({ key: networkOf(facts) });
  if (flood && !flood.success) {
    noteRefused(facts, "flood", null);
    return refuse(errors.rateLimited("Too many tries to sign in from here. Wait a minute.", 60));
  }
  return withHashing(networkOf(facts), () => checkPassword(env, facts, form, presented));
}

const networkOf = ({ ip }: RequestFacts): string => (ip === null ? "unknown" : addressKey(ip));

async function checkPassword(
  env: Env,
  facts: RequestFacts,
  form: SignInForm,
  presented: Session | null,
): Promise<Result<SignedIn>> {
  const secrets = settingsOf(env).PASSWORD_SECRET;
  const email = form.email.trim().toLowerCase();
  const account = await askHub(env, platformProcess, asSignIn, findAccount, { email });
  if (!account.ok) return account;
  const processId = account.value?.processId ?? platformProcess;
  const addressDigest = sha256Hex(email);
  const attempt = await executeOn(env, processId, asSignIn, facts, attemptSignIn, {
    addressDigest,
    network: networkOf(facts),
    userId: account.value?.userId ?? null,
  });
  if (!attempt.ok) return attempt;
  if (attempt.value.lockedUntil) {
    noteRefused(facts, "locked", account.value?.userId ?? null);
    return refuse(locked(attempt.value.lockedUntil));
  }
  const found = await askHub(env, processId, asSignIn, signInFacts, { userId: account.value?.userId ?? "nobody" });
  if (!found.ok) return found;
  const matches = await verifyPassword(form.password, found.value?.passwordHash ?? nobodysHash, secrets);
  const userId = account.value?.userId ?? "nobody";
  if (!found.value || !matches || !found.value.isActive) {
    const why = !found.value ? "unknown" : matches ? "inactive" : "password";
    noteRefused(facts, why, account.value?.userId ?? null);
    await executeOn(env, processId, asSignIn, facts, refuseSignIn, { userId, why });
    return refuse(errors.unauthenticated(wrong));
  }
  const opened = await openSession(env, facts, { processId, addressDigest, facts: found.value, presented });
  if (opened.ok && presented && presented.user.id !== userId) await endPresented(env, facts, presented);
  return opened;
}

type Why = "flood" | "locked" | "password" | "inactive" | "unknown";

/** Which account and from where; what was typed is not written down. */
const noteRefused = ({ requestId, ip }: RequestFacts, why: Why, userId: string | null) =>
  logInfo("security.sign_in_refused", { requestId, ip, userId, why });

/** Of another account: its own hub ends it. One of the same account ends in the command that opens the new one. */
async function endPresented(env: Env, facts: RequestFacts, { user, sid, process }: Session): Promise<void> {
  await executeOn(env, process.id, { kind: "user", userId: user.id, sid }, facts, endSession, { id: sid });
}

interface Known {
  presented: Session | null;
  processId: string;
  addressDigest: string;
  facts: { role: string; slug: string; user: { id: string; email: string; name: string } };
}

async function openSession(env: Env, facts: RequestFacts, known: Known): Promise<Result<SignedIn>> {
  const sid = newId("session", clock.now(), tagOfProcess(known.processId));
  const { user, role, slug } = known.facts;
  const input = {
    id: sid,
    userId: user.id,
    addressDigest: known.addressDigest,
    ip: facts.ip,
    userAgent: facts.userAgent,
    instead: known.presented?.user.id === user.id ? known.presented.sid : null,
  };
  const session = await executeOn(env, known.processId, { ...asSignIn, for: user.id }, facts, createSession, input);
  if (!session.ok) return session;
  const { expiresAt } = session.value;
  const token = await signToken(
    settingsOf(env).SESSION_SECRET,
    { userId: user.id, processId: known.processId, role, processSlug: slug, sid },
    expiresAt,
  );
  return ok({ token, expiresAt, user: { ...user, role, processId: known.processId, processSlug: slug } });
}

function locked(until: number) {
  const seconds = Math.max(1, Math.ceil((until - clock.now()) / 1000));
  return errors.rateLimited(
    `Too many wrong passwords. Signing in is locked for ${Math.ceil(seconds / 60)} more minutes.`,
    seconds,
  );
}
