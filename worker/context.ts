import type { Context } from "hono";
import { systemCaller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import type { ApiContext, NotReached } from "#packages/core/endpoint.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { describe, logError } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { settingFields } from "#packages/core/settings.ts";
import type { Need } from "#packages/core/view.ts";
import { currentSession, endSession } from "#packages/doors.ts";
import { permissions } from "#packages/modules.ts";
import { noteEnded } from "./addresses.ts";
import type { AppEnv } from "./app-env.ts";
import { type Asked, isOwn, unknownProcess } from "./asked.ts";
import { bookmarkIn } from "./bookmarks.ts";
import { crossing } from "./crossing.ts";
import { askPlatform, Directory } from "./directory.ts";
import { choicesFor, choose, type SignedIn, switchTo } from "./entering.ts";
import { type Env, isLocalStart, releaseOf, settingsOf } from "./env.ts";
import { Gate } from "./gate.ts";
import { askHub, type RequestFacts } from "./hub-client.ts";
import { isPrefetch } from "./prefetch.ts";
import { isReading } from "./security.ts";
import type { Services } from "./services.ts";
import type { Session } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { claimsOf, type Presented, presentedToken } from "./tokens.ts";
import { leaveAll } from "./visits.ts";
import { within } from "./within.ts";

const asHost = systemCaller("directory");

export function factsOf(request: Request): RequestFacts {
  return {
    requestId: coreId("request", clock.now(), platformTag),
    ip: request.headers.get("cf-connecting-ip"),
    userAgent: request.headers.get("user-agent"),
    ahead: isPrefetch(request.headers),
    seen: bookmarkIn(request),
  };
}

/**
 * What is asked before a socket is opened: whether the session stands. Over the limit nobody is kept from coming back to the
 * live connection.
 */
export async function sessionOf(env: Env, request: Request, facts: RequestFacts): Promise<Result<Session>> {
  const presented = presentedToken(request);
  const claims = await claimsOf(request, settingsOf(env).SESSION_SECRET);
  if (facts.limited) return refuse(facts.limited);
  if (!presented || !claims) return refuse(noSession(presented));
  const { sid, userId, processId } = claims;
  const session = await askHub(env, processId, asHost, currentSession, { sid, userId, spend: "read", strict: false });
  if (session.ok) return ok({ ...session.value, by: presented.by });
  if (session.error.code === "unauthenticated") noteEnded(sid);
  return session;
}

const noSession = (presented: Presented | null): Refusal =>
  errors.unauthenticated(presented ? "Your session has run out. Sign in again." : undefined);

/** For work that may outlive the answer. */
type Waiter = Pick<ExecutionContext, "waitUntil">;

interface Bearer {
  gate: Gate;
  asked: Omit<Asked, "needs">;
}

/** Everything a request may do, built once and handed to routes and pages alike. Nothing is asked of a hub yet. */
export async function servicesOf(
  env: Env,
  ctx: Waiter,
  request: Request,
  facts = factsOf(request),
  known: (session: Session) => void = () => {},
): Promise<Services> {
  const presented = presentedToken(request);
  const claims = await claimsOf(request, settingsOf(env).SESSION_SECRET);
  if (!presented || !claims || facts.limited)
    return servicesFrom(env, ctx, facts, facts.limited ?? noSession(presented), new Set());
  const gate = new Gate(env, facts, { claims, by: presented.by, reads: isReading(request.method) }, known);
  // Of people of the platform their own hub is the directory: it is asked in the trip that confirms the session.
  const isThere = claims.processId === platformProcess;
  const directory = new Directory(isThere ? (view, input) => gate.viewAsHost(view, input) : askPlatform(env));
  const notReached = new Map<string, NotReached>();
  const asked = { env, request, facts, claims, gate, directory, notReached, keyed: new Map<string, number>() };
  return servicesFrom(env, ctx, facts, { gate, asked }, new Set());
}

/** `who`: whose request it is, or why nobody's. */
function servicesFrom(env: Env, ctx: Waiter, facts: RequestFacts, who: Bearer | Refusal, needs: Set<Need>): Services {
  const gate = "gate" in who ? who.gate : null;
  const session = async (): Promise<Result<Session>> => ("gate" in who ? who.gate.session() : refuse(who));
  const entering = async (enter: (presented: Session | null) => Promise<Result<SignedIn>>) => {
    const confirmed = await session();
    if (facts.limited) return refuse(facts.limited);
    const entered = enter(confirmed.ok && confirmed.value.by === "cookie" ? confirmed.value : null);
    // Goes on when the client has gone: others wait for its turn to end.
    ctx.waitUntil(entered);
    return entered;
  };
  return {
    requestId: facts.requestId,
    session,
    need: (need) => void needs.add(need),
    async confirmed() {
      if (needs.size === 0) return ok(null);
      return "gate" in who ? who.gate.may([...needs]) : refuse(who);
    },
    apart: () => servicesFrom(env, ctx, facts, who, new Set(needs)),
    signIn: (form) => entering((presented) => signIn(env, facts, form, presented)),
    choose: (form) => entering((presented) => choose(env, facts, form, presented)),
    async choices() {
      const known = await session();
      return known.ok ? choicesFor(env, known.value) : known;
    },
    async switchTo(processId) {
      const known = await session();
      if (!known.ok) return known;
      return facts.limited ? refuse(facts.limited) : switchTo(env, facts, known.value, processId);
    },
    retryAfter: () => (facts.limited ?? gate?.problem)?.retryAfter ?? null,
    release: releaseOf(env),
    localStart: isLocalStart(env),
    permissions,
    settingFields: settingFields(),
    broke(error, route) {
      const person = gate?.person;
      logError("page.broke", {
        requestId: facts.requestId,
        path: route,
        processId: person?.process.id ?? null,
        userId: person?.user.id ?? null,
        error: describe(error),
      });
    },
    async signOut() {
      if (!("gate" in who)) return refuse(who);
      const ended = await who.gate.execute(endSession, { id: who.asked.claims.sid }, [], {});
      const { person } = who.gate;
      if (ended.ok && person && can(person.permissions, "platform.cross_process"))
        ctx.waitUntil(leaveAll(env, facts, person));
      return ended;
    },
    async api(wanted) {
      return "gate" in who ? apiFor({ ...who.asked, needs }, wanted) : refuse(who);
    },
  };
}

/** The same for a request of the application, whose log then says whose it was. */
export const servicesFor = (c: Context<AppEnv>): Promise<Services> =>
  servicesOf(c.env, c.executionCtx, c.req.raw, c.get("facts"), (session) => c.set("session", session));

/** The API as one person may use it on one process (or, for those who may, on all). `wanted`: by default the address's. */
async function apiFor(asked: Asked, named: string | null | undefined): Promise<Result<ApiContext>> {
  const { claims, gate, directory, request } = asked;
  const wanted = named === undefined ? new URL(request.url).searchParams.get("processId") : named;
  // Only there are people who may cross, and they are asked about first: what they may do elsewhere rests on it.
  if (claims.processId === platformProcess) {
    const [session, process] = await Promise.all([
      gate.may([...asked.needs]),
      wanted === null ? ok(null) : directory.named(wanted),
    ]);
    if (!session.ok) return session;
    if (can(session.value.permissions, "platform.cross_process")) {
      if (!process.ok) return process;
      if (wanted !== null && process.value === null) return refuse(unknownProcess);
      return ok(crossing({ ...asked, session: session.value }, process.value));
    }
  }
  return wanted === null || isOwn(asked, wanted) ? ok(within(asked)) : refuse(unknownProcess);
}
