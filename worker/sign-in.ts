import { systemCaller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { logInfo } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { admit, attemptSignIn, type Choice, refuseSignIn, signInFacts } from "#packages/doors.ts";
import { chosen, signTicket } from "./choosing.ts";
import { openSession, type SignedIn } from "./entering.ts";
import { type Env, settingsOf } from "./env.ts";
import { withHashing } from "./hashing.ts";
import { askHub, executeOn, networkOf, type RequestFacts } from "./hub-client.ts";
import { nobodysHash, verifyPassword } from "./passwords.ts";
import type { Session } from "./session.ts";

const asSignIn = systemCaller("sign-in");
const wrong = "This e-mail address and password don't belong together. Try again, or ask your admin for help.";

export interface SignInForm {
  email: string;
  password: string;
  /** By id or short name, where the address belongs to people of several. */
  processId?: string | undefined;
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
  const flood = await settingsOf(env).SIGN_IN_LIMIT?.limit({ key: networkOf(facts) });
  if (flood && !flood.success) {
    noteRefused(facts, "flood", null);
    return refuse(errors.rateLimited("Too many tries to sign in from here. Wait a minute.", 60));
  }
  return withHashing(networkOf(facts), async () => {
    const proven = await checkPassword(env, facts, form);
    return proven.ok ? goOn(env, facts, { ...proven.value, wanted: form.processId ?? null, presented }) : proven;
  });
}

/** Who somebody has proved to be, and where they may go. */
interface Proven {
  accountId: string;
  choices: Choice[];
  lastProcessId: string | null;
  /** UTC milliseconds; before the password was looked up. */
  at: number;
}

async function checkPassword(env: Env, facts: RequestFacts, { email, password }: SignInForm): Promise<Result<Proven>> {
  const attempt = await executeOn(env, platformProcess, asSignIn, facts, attemptSignIn, {
    email,
    network: networkOf(facts),
  });
  if (!attempt.ok) return attempt;
  const at = clock.now();
  const found = await askHub(env, platformProcess, asSignIn, signInFacts, { email });
  if (!found.ok) return found;
  const accountId = found.value?.accountId ?? null;
  if (attempt.value.lockedUntil) {
    noteRefused(facts, "locked", accountId);
    return refuse(locked(attempt.value.lockedUntil));
  }
  const secrets = settingsOf(env).PASSWORD_SECRET;
  const matches = await verifyPassword(password, found.value?.passwordHash ?? nobodysHash, secrets);
  if (found.value && matches && found.value.choices.length > 0) return ok({ ...found.value, at });
  const why = !found.value ? "unknown" : matches ? "inactive" : "password";
  noteRefused(facts, why, accountId);
  await executeOn(env, platformProcess, asSignIn, facts, refuseSignIn, {
    email,
    why,
    network: networkOf(facts),
    ip: facts.ip,
  });
  return refuse(errors.unauthenticated(wrong));
}

interface Going extends Proven {
  wanted: string | null;
  presented: Session | null;
}

/** To the one process there is, or the one that was named; of several they are asked which. */
async function goOn(env: Env, facts: RequestFacts, going: Going): Promise<Result<SignedIn>> {
  const { accountId, choices, lastProcessId, wanted, at: provenAt, presented } = going;
  const processId = wanted === null && choices.length === 1 ? (choices[0]?.id ?? null) : chosen(choices, wanted);
  if (processId === null) {
    const ticket = await signTicket(settingsOf(env).SESSION_SECRET, { accountId, provenAt });
    return refuse(errors.conflict("Which process?", { ticket, processes: choices, lastProcessId }));
  }
  const admission = { accountId, processId, network: networkOf(facts), provenAt };
  const admitted = await executeOn(env, platformProcess, asSignIn, facts, admit, admission);
  return admitted.ok ? openSession(env, facts, { ...admitted.value, presented, how: "password" }) : admitted;
}

type Why = "flood" | "locked" | "password" | "inactive" | "unknown";

/** Which account and from where; what was typed is not written down. */
const noteRefused = ({ requestId, ip }: RequestFacts, why: Why, accountId: string | null) =>
  logInfo("security.sign_in_refused", { requestId, ip, accountId, why });

function locked(until: number) {
  const seconds = Math.max(1, Math.ceil((until - clock.now()) / 1000));
  return errors.rateLimited(
    `Too many wrong passwords. Signing in is locked for ${Math.ceil(seconds / 60)} more minutes.`,
    seconds,
  );
}
