import { systemCaller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { tagOfProcess } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { admit, type Choices, createSession, endSession, processesOfUser, switchProcess } from "#packages/doors.ts";
import { newId } from "#packages/ids.ts";
import { chosen, readTicket } from "./choosing.ts";
import { type Env, settingsOf } from "./env.ts";
import { askHub, executeOn, networkOf, type RequestFacts } from "./hub-client.ts";
import type { Session } from "./session.ts";
import { signToken } from "./tokens.ts";
import { leaveAll } from "./visits.ts";

const asSignIn = systemCaller("sign-in");

export interface SignedIn {
  token: string;
  expiresAt: number;
  user: { id: string; email: string; name: string; role: string; processId: string; processSlug: string };
}

interface Admitted {
  userId: string;
  processId: string;
  /** The session that came along: it ends with the one that takes its place. */
  presented: Session | null;
  how: "password" | "switch";
}

/** A session in the hub of the process that the directory has admitted this person to. */
export async function openSession(env: Env, facts: RequestFacts, admitted: Admitted): Promise<Result<SignedIn>> {
  const { userId, processId, presented, how } = admitted;
  const { ip, userAgent } = facts;
  const sid = newId("session", clock.now(), tagOfProcess(processId));
  const instead = presented?.user.id === userId ? presented.sid : null;
  const leaves =
    presented && instead === null
      ? { processId: presented.process.id, userId: presented.user.id, sid: presented.sid }
      : null;
  const input = { id: sid, userId, ip, userAgent, instead, leaves, how };
  const session = await executeOn(env, processId, { ...asSignIn, for: userId }, facts, createSession, input);
  if (!session.ok) return session;
  // At once where its hub answers; where it does not, the new session's hub has it ended later.
  if (presented && instead === null) await endPresented(env, facts, presented);
  const { expiresAt, user } = session.value;
  const { role, processSlug } = user;
  const secret = settingsOf(env).SESSION_SECRET;
  const token = await signToken(secret, { userId, processId, role, processSlug, sid }, expiresAt);
  return ok({ token, expiresAt, user });
}

/** Of another person or process: its own hub ends it. One of the same person ends in the command that opens the new one. */
async function endPresented(env: Env, facts: RequestFacts, presented: Session): Promise<void> {
  const { user, sid, process } = presented;
  await executeOn(env, process.id, { kind: "user", userId: user.id, sid }, facts, endSession, { id: sid });
  if (can(presented.permissions, "platform.cross_process")) await leaveAll(env, facts, presented);
}

export interface ChoiceForm {
  ticket: string;
  /** By id. */
  processId: string;
}

/** The second step of somebody who signs in to one of several processes. */
export async function choose(
  env: Env,
  facts: RequestFacts,
  { ticket, processId }: ChoiceForm,
  presented: Session | null,
): Promise<Result<SignedIn>> {
  const proven = await readTicket(settingsOf(env).SESSION_SECRET, ticket);
  if (!proven) return refuse(errors.unauthenticated("That took too long. Sign in again."));
  const admission = { ...proven, processId, network: networkOf(facts) };
  const admitted = await executeOn(env, platformProcess, asSignIn, facts, admit, admission);
  return admitted.ok ? openSession(env, facts, { ...admitted.value, presented, how: "password" }) : admitted;
}

/** The processes that a signed-in person may go to. */
export const choicesFor = (env: Env, { user }: Session): Promise<Result<Choices>> =>
  askHub(env, platformProcess, asSignIn, processesOfUser, { userId: user.id });

/** From one process to another of the same person: a new session there, and the old one ends. `wanted`: id or short name. */
export async function switchTo(
  env: Env,
  facts: RequestFacts,
  session: Session,
  wanted: string,
): Promise<Result<SignedIn>> {
  const { user } = session;
  const choices = await choicesFor(env, session);
  if (!choices.ok) return choices;
  const processId = chosen(choices.value.choices, wanted);
  if (processId === null) return refuse(errors.notFound("The process"));
  const switched = await executeOn(env, platformProcess, asSignIn, facts, switchProcess, {
    userId: user.id,
    processId,
  });
  return switched.ok ? openSession(env, facts, { ...switched.value, presented: session, how: "switch" }) : switched;
}
