import { hubOf } from "#durable-objects/stub.ts";
import { noteCrossProcess } from "#packages/audit/commands.server.ts";
import type { Caller } from "#packages/core/actor.ts";
import { clock, minute } from "#packages/core/clock.ts";
import type { ApiContext, ProcessDoor, TenantAnswer } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { newId } from "#packages/core/ids.ts";
import { describe, logError } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { listTenants } from "#packages/processes/views.server.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { currentSession } from "#packages/sessions/views.server.ts";
import { type Env, releaseOf, settingsOf } from "./env.ts";
import { askHub, executeOn, type RequestFacts } from "./hub-client.ts";
import { operatorDoor } from "./operator-door.ts";
import { readerAcross, readerOf } from "./reader.ts";
import type { Services, Session } from "./services.ts";
import { signIn } from "./sign-in.ts";
import { presentedToken, readToken } from "./tokens.ts";

const asHost: Caller = { kind: "system", name: "directory" };

export function factsOf(request: Request): RequestFacts {
  return {
    requestId: newId("request", clock.now()),
    ip: request.headers.get("cf-connecting-ip"),
    userAgent: request.headers.get("user-agent"),
  };
}

/** Whose request this is, as their hub confirms it now: a session that was ended a moment ago is no session. */
export async function sessionOf(env: Env, request: Request): Promise<Result<Session>> {
  const presented = presentedToken(request);
  if (!presented) return refuse(errors.unauthenticated());
  const claims = await readToken(settingsOf(env).SESSION_SECRET, presented.token);
  if (!claims) return refuse(errors.unauthenticated("Your session has run out. Sign in again."));
  const session = await askHub(env, claims.processId, asHost, currentSession, {
    sid: claims.sid,
    userId: claims.userId,
  });
  return session.ok ? ok({ ...session.value, by: presented.by }) : session;
}

/** For work that may outlive the answer. */
type Waiter = Pick<ExecutionContext, "waitUntil">;

/** Everything a request may do, built once and handed to routes and pages alike. */
export async function servicesOf(env: Env, ctx: Waiter, request: Request, facts = factsOf(request)): Promise<Services> {
  const session = await sessionOf(env, request);
  return {
    requestId: facts.requestId,
    session: session.ok ? session.value : null,
    problem: session.ok ? null : session.error,
    signIn: (form) => signIn(env, facts, form),
    release: releaseOf(env),
    broke(error, path) {
      logError("page.broke", {
        requestId: facts.requestId,
        path,
        processId: session.ok ? session.value.process.id : null,
        userId: session.ok ? session.value.user.id : null,
        error: describe(error),
      });
    },
    async signOut() {
      if (!session.ok) return;
      const { user, sid, process } = session.value;
      await executeOn(env, process.id, { kind: "user", userId: user.id, sid }, facts, endSession, { id: sid });
    },
    async api(wanted = new URL(request.url).searchParams.get("processId")) {
      if (!session.ok) return session;
      return apiFor({ env, ctx, request, facts, session: session.value }, wanted);
    },
  };
}

interface Asked {
  env: Env;
  ctx: Waiter;
  request: Request;
  facts: RequestFacts;
  session: Session;
}

const nameOne = errors.invalid("Say which process this is for with processId.", { processId: ["Needed here."] });
const namesOne = (input: unknown): input is { id: unknown } =>
  input !== null && typeof input === "object" && "id" in input;
const unknownProcess = errors.notFound("The process");

/** The API as one person may use it on one process (or, for those who may, on all). */
async function apiFor(asked: Asked, wanted: string | null): Promise<Result<ApiContext>> {
  const { env, session } = asked;
  const crosses = can(session.permissions, "platform.cross_process");
  const own = [session.process.id, session.process.slug];
  if (!crosses && wanted !== null && !own.includes(wanted)) return refuse(unknownProcess);
  const processId = crosses ? (wanted === null ? null : await processNamed(env, wanted)) : session.process.id;
  if (crosses && wanted !== null && processId === null) return refuse(unknownProcess);
  return ok(crosses ? crossing(asked, processId) : within(asked));
}

async function processNamed(env: Env, reference: string): Promise<string | null> {
  if (reference === platformProcess) return platformProcess;
  const tenants = await askHub(env, platformProcess, asHost, listTenants, {});
  return (
    (tenants.ok && tenants.value.find((tenant) => tenant.id === reference || tenant.slug === reference)?.id) || null
  );
}

/** One command per request can carry the request's key; a second one in the same request gets a key made from it. */
function keyFor({ request, session }: Asked): () => { commandId?: string } {
  const key = request.headers.get("idempotency-key");
  let used = 0;
  return () => (key ? { commandId: `${session.user.id}:${used++}:${key}` } : {});
}

function common({ env, request, facts, session }: Asked) {
  return {
    requestId: facts.requestId,
    user: { id: session.user.id, role: session.user.role, processId: session.process.id },
    params: {},
    query: Object.fromEntries(new URL(request.url).searchParams),
    feedOf: (processId: string) => async (since: number, limit: number) => hubOf(env, processId).feed(since, limit),
  };
}

/** For everybody who belongs to one process: there is no other. */
function within(asked: Asked): ApiContext {
  const { env, facts, session } = asked;
  const processId = session.process.id;
  const caller: Caller = { kind: "user", userId: session.user.id, sid: session.sid };
  const nextKey = keyFor(asked);
  const { feedOf, ...base } = common(asked);
  const door: ProcessDoor = {
    execute: (command, input) => executeOn(env, processId, caller, facts, command, input, nextKey()),
    view: (view, input) => askHub(env, processId, caller, view, input),
  };
  const nowhere: ProcessDoor = {
    execute: async () => refuse(unknownProcess),
    view: async () => refuse(unknownProcess),
  };
  return {
    ...base,
    ...door,
    processId,
    in: (reference) => (reference === processId || reference === session.process.slug ? door : nowhere),
    processes: async () => ok([{ ...session.process, isActive: true }]),
    operate: () => operatorDoor(env, async () => null),
    read: async () => readerOf(env, processId),
    feed: feedOf(processId),
  };
}

/** For super admins: any process or all of them, each act noted in the log of the process it touches. */
function crossing(asked: Asked, processId: string | null): ApiContext {
  const { env, ctx, facts, session, request } = asked;
  const { user, sid } = session;
  const caller: Caller = { kind: "visitor", userId: user.id, sid, name: user.name, role: user.role };
  const ownCaller: Caller = { kind: "user", userId: user.id, sid };
  const nextKey = keyFor(asked);
  const { feedOf, ...base } = common(asked);
  const noted = new Set<string>();
  const note = (where: string) => {
    if (noted.has(where)) return;
    noted.add(where);
    const what = `${request.method} ${new URL(request.url).pathname}`;
    // A page that refreshes itself is one visit, not sixty an hour: the same look within a minute is the same command.
    const commandId = `visit:${sid}:${what}:${Math.floor(clock.now() / minute)}`;
    ctx.waitUntil(executeOn(env, where, caller, facts, noteCrossProcess, { what }, { commandId }));
  };
  const doorTo = (id: string): ProcessDoor => ({
    execute: (command, input) =>
      executeOn(env, id, id === session.process.id ? ownCaller : caller, facts, command, input, nextKey()),
    view(view, input) {
      note(id);
      return askHub(env, id, caller, view, input);
    },
  });
  const tenants = (): Promise<Result<TenantAnswer[]>> => askHub(env, platformProcess, asHost, listTenants, {});
  const find = async (input: unknown) => processId ?? (await ownerOf(env, tenants, input));
  const door: ProcessDoor = {
    async execute(command, input) {
      const where = await find(input);
      return where ? doorTo(where).execute(command, input) : refuse(nameOne);
    },
    async view(view, input) {
      const where = await find(input);
      if (where) return doorTo(where).view(view, input);
      return refuse(namesOne(input) ? errors.notFound("What you asked for") : nameOne);
    },
  };
  return {
    ...base,
    ...door,
    processId,
    in: (reference) => inNamed(env, reference, doorTo),
    operate: (reference) => operatorDoor(env, () => processNamed(env, reference)),
    async processes() {
      const all = await tenants();
      return all.ok && processId ? ok(all.value.filter((tenant) => tenant.id === processId)) : all;
    },
    async read() {
      note(processId ?? platformProcess);
      return processId ? readerOf(env, processId) : readerAcross(env);
    },
    feed(since, limit) {
      note(processId ?? platformProcess);
      return feedOf(processId ?? platformProcess)(since, limit);
    },
  };
}

function inNamed(env: Env, reference: string, doorTo: (id: string) => ProcessDoor): ProcessDoor {
  const found = processNamed(env, reference);
  return {
    async execute(command, input) {
      const id = await found;
      return id ? doorTo(id).execute(command, input) : refuse(unknownProcess);
    },
    async view(view, input) {
      const id = await found;
      return id ? doorTo(id).view(view, input) : refuse(unknownProcess);
    },
  };
}

/** Which process has the row that an input names: all hubs are asked side by side. */
async function ownerOf(
  env: Env,
  tenants: () => Promise<Result<TenantAnswer[]>>,
  input: unknown,
): Promise<string | null> {
  const id = namesOne(input) ? String(input.id) : null;
  const all = await tenants();
  if (!id || !all.ok) return null;
  const answers = await Promise.all(
    all.value.map(async (tenant) => ({ tenant, owns: await hubOf(env, tenant.id).owns(id) })),
  );
  return answers.find((answer) => answer.owns)?.tenant.id ?? null;
}
