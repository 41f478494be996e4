import type { Context } from "hono";
import type { Caller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import type { ApiContext, NotReached, ProcessDoor } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { newId } from "#packages/core/ids.ts";
import { describe, logError } from "#packages/core/log.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { currentSession } from "#packages/sessions/views.server.ts";
import { noteEnded, tooMany } from "./addresses.ts";
import type { AppEnv } from "./app-env.ts";
import { type Asked, common, keyFor, unknownProcess } from "./asked.ts";
import { crossing } from "./crossing.ts";
import { Directory } from "./directory.ts";
import { type Env, releaseOf, settingsOf } from "./env.ts";
import { askHub, executeOn, feedAt, feedDoor, type RequestFacts } from "./hub-client.ts";
import { operatorDoor } from "./operator-door.ts";
import { readerOf } from "./reader.ts";
import { isReading } from "./security.ts";
import type { Services, Session } from "./services.ts";
import { signIn } from "./sign-in.ts";
import { presentedToken, readToken } from "./tokens.ts";
import { leaveAll } from "./visits.ts";

const asHost: Caller = { kind: "system", name: "directory" };

export function factsOf(request: Request): RequestFacts {
  return {
    requestId: newId("request", clock.now()),
    ip: request.headers.get("cf-connecting-ip"),
    userAgent: request.headers.get("user-agent"),
  };
}

/**
 * Whose request this is, as their hub confirms it now: a session that was ended a moment ago is no session. The hub counts
 * the request, too. Over the limit a read is refused here (a socket's resume is not); a change is when its command is known.
 */
export async function sessionOf(env: Env, request: Request, facts: RequestFacts): Promise<Result<Session>> {
  const reads = isReading(request.method);
  const presented = presentedToken(request);
  if (facts.limited) return refuse(facts.limited);
  if (!presented) return refuse(errors.unauthenticated());
  const claims = await readToken(settingsOf(env).SESSION_SECRET, presented.token);
  if (!claims) return refuse(errors.unauthenticated("Your session has run out. Sign in again."));
  const { sid, userId } = claims;
  const spend = reads ? "read" : "write";
  const session = await askHub(env, claims.processId, asHost, currentSession, { sid, userId, spend });
  if (!session.ok) {
    if (session.error.code === "unauthenticated") noteEnded(sid);
    return session;
  }
  const { waitMs, ...person } = session.value;
  if (waitMs > 0 && reads && request.headers.get("upgrade") === null) return refuse(tooMany(waitMs));
  if (waitMs > 0) facts.limited = tooMany(waitMs);
  return ok({ ...person, by: presented.by });
}

/** For work that may outlive the answer. */
type Waiter = Pick<ExecutionContext, "waitUntil">;

/** Everything a request may do, built once and handed to routes and pages alike. */
export async function servicesOf(env: Env, ctx: Waiter, request: Request, facts = factsOf(request)): Promise<Services> {
  const session = await sessionOf(env, request, facts);
  const perRequest = { env, request, facts, directory: new Directory(env), notReached: new Map<string, NotReached>() };
  return {
    requestId: facts.requestId,
    session: session.ok ? session.value : null,
    problem: session.ok ? null : session.error,
    async signIn(form) {
      if (facts.limited) return refuse(facts.limited);
      const presented = session.ok && session.value.by === "cookie" ? session.value : null;
      const entering = signIn(env, facts, form, presented);
      // Goes on when the client has gone: others wait for its turn to end.
      ctx.waitUntil(entering);
      return entering;
    },
    retryAfter: () => facts.limited?.retryAfter ?? (session.ok ? null : (session.error.retryAfter ?? null)),
    release: releaseOf(env),
    broke(error, route) {
      logError("page.broke", {
        requestId: facts.requestId,
        path: route,
        processId: session.ok ? session.value.process.id : null,
        userId: session.ok ? session.value.user.id : null,
        error: describe(error),
      });
    },
    async signOut() {
      if (!session.ok) return;
      const { user, sid, process } = session.value;
      await executeOn(env, process.id, { kind: "user", userId: user.id, sid }, facts, endSession, { id: sid });
      if (can(session.value.permissions, "platform.cross_process")) ctx.waitUntil(leaveAll(env, facts, session.value));
    },
    async api(wanted = new URL(request.url).searchParams.get("processId")) {
      if (!session.ok) return session;
      return apiFor({ ...perRequest, session: session.value }, wanted);
    },
  };
}

/** The same for a request of the application, whose log then says whose it was. */
export async function servicesFor(c: Context<AppEnv>): Promise<Services> {
  const services = await servicesOf(c.env, c.executionCtx, c.req.raw, c.get("facts"));
  c.set("session", services.session);
  return services;
}

/** The API as one person may use it on one process (or, for those who may, on all). */
async function apiFor(asked: Asked, wanted: string | null): Promise<Result<ApiContext>> {
  const { session, directory } = asked;
  if (can(session.permissions, "platform.cross_process")) {
    if (wanted === null) return ok(crossing(asked, null));
    const named = await directory.named(wanted);
    if (!named.ok) return named;
    return named.value === null ? refuse(unknownProcess) : ok(crossing(asked, named.value));
  }
  const own = [session.process.id, session.process.slug];
  return wanted === null || own.includes(wanted) ? ok(within(asked)) : refuse(unknownProcess);
}

/** For everybody who belongs to one process: there is no other. */
function within(asked: Asked): ApiContext {
  const { env, facts, session } = asked;
  const processId = session.process.id;
  const caller: Caller = { kind: "user", userId: session.user.id, sid: session.sid };
  const nextKey = keyFor(asked);
  const door: ProcessDoor = {
    execute: (command, input) => executeOn(env, processId, caller, facts, command, input, nextKey()),
    view: (view, input) => askHub(env, processId, caller, view, input),
  };
  const nowhere: ProcessDoor = {
    execute: async () => refuse(unknownProcess),
    view: async () => refuse(unknownProcess),
  };
  return {
    ...common(asked),
    ...door,
    processId,
    in: (reference) => (reference === processId || reference === session.process.slug ? door : nowhere),
    processes: async () => ok([{ ...session.process, isActive: true }]),
    operate: () => operatorDoor(env, async () => ok(null)),
    read: async () => ok(readerOf(env, processId)),
    ...feedDoor(feedAt(env, processId)),
  };
}
