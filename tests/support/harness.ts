import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { ProcessHub } from "#durable-objects/process-hub.ts";
import { hubOf } from "#durable-objects/stub.ts";
import { setPassword } from "#packages/accounts/commands.server.ts";
import { keepMember } from "#packages/accounts/member.server.ts";
import { eventsBefore, eventsSince } from "#packages/activity/views.server.ts";
import { type Caller, systemCaller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import type { Command } from "#packages/core/command.ts";
import type { FeedFilter, FeedPage, NewestPage } from "#packages/core/feed.ts";
import { coreId, newTag, tagOfProcess } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Role } from "#packages/core/permissions.ts";
import type { ProcessReader } from "#packages/core/reader.ts";
import type { Result } from "#packages/core/result.ts";
import type { View } from "#packages/core/view.ts";
import { newId } from "#packages/ids.ts";
import { createProcess, registerTenant } from "#packages/processes/commands.server.ts";
import { createSession } from "#packages/sessions/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { makeApp } from "#worker/app.ts";
import type { Env } from "#worker/env.ts";
import { readerOf } from "#worker/reader.ts";
import { signToken } from "#worker/tokens.ts";
import { env, type Given } from "./env.ts";

const asSetup = systemCaller("setup");
let serial = 0;

export interface TestUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  sid: string;
  token: string;
  caller: Caller;
}

/** The value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`${result.error.code}: ${result.error.message} ${JSON.stringify(result.error.fields ?? {})}`);
  return result.value;
}

export const app = makeApp();

/** The environment that `call` gives the application; a test may put another in its place. */
export const bindings = { current: (): Env & Partial<Given> => env };

/** A process of the test's own, with commands, views, people and its hub within reach. */
export class TestProcess {
  private constructor(
    readonly id: string,
    readonly slug: string,
  ) {}

  static async create(options: { timeZone?: string; id?: string } = {}): Promise<TestProcess> {
    serial += 1;
    const slug =
      options.id ??
      `p${Math.random()
        .toString(36)
        .slice(2, 8)
        .replace(/[^a-z0-9]/g, "x")}${serial}`;
    const process = new TestProcess(options.id ?? coreId("process", clock.now(), newTag()), slug);
    await process.run(createProcess, { slug, name: `Process ${slug}`, timeZone: options.timeZone ?? "UTC" });
    if (process.id !== platformProcess) {
      // The directory is there before anything is entered into it.
      await TestProcess.platform();
      const tenant = { id: process.id, slug, name: `Process ${slug}`, timeZone: options.timeZone ?? "UTC" };
      must(await runOn(platformProcess, registerTenant, tenant, asSetup));
    }
    return process;
  }

  static async platform(): Promise<TestProcess> {
    return TestProcess.create({ id: platformProcess });
  }

  get stub(): DurableObjectStub<ProcessHub> {
    // The binding doesn't say of which class it is; wrangler.toml does.
    return env.PROCESS_HUB.getByName(this.id) as DurableObjectStub<ProcessHub>;
  }

  get hub() {
    return hubOf(env, this.id);
  }

  tryRun<I, O>(
    command: Command<I, O>,
    input: unknown,
    caller: Caller = asSetup,
    commandId?: string,
  ): Promise<Result<O>> {
    return runOn(this.id, command, input, caller, commandId);
  }

  async run<I, O>(command: Command<I, O>, input: unknown, caller: Caller = asSetup, commandId?: string): Promise<O> {
    return must(await this.tryRun(command, input, caller, commandId));
  }

  async view<I, O>(view: View<I, O>, input: unknown, caller: Caller = asSetup): Promise<O> {
    return must((await this.hub.view({ name: view.name, input, caller })) as Result<O>);
  }

  /** All that happened after a number, as the product itself sees it; on the platform's hub, of all processes. */
  feed(since: number, limit: number, filter: FeedFilter = {}): Promise<FeedPage> {
    return this.view(eventsSince, { since, limit, ...filter });
  }

  newest(before: number | null, limit: number, filter: FeedFilter = {}): Promise<NewestPage> {
    return this.view(eventsBefore, { before, limit, ...filter });
  }

  /** Its views and its part of D1, as `verifyChain` asks for them. */
  get door() {
    return {
      view: async <I, O>(view: View<I, O>, input: unknown) =>
        (await this.hub.view({ name: view.name, input, caller: asSetup })) as Result<O>,
      read: <T>(list: (read: ProcessReader) => Promise<Result<T>>) =>
        list(readerOf(env, this.id, { seen: "first-primary" })),
    };
  }

  /** Looks inside the hub: its own rows, or its engine. */
  inside<T>(look: (hub: ProcessHub, state: DurableObjectState) => T | Promise<T>): Promise<T> {
    return runInDurableObject(this.stub, look);
  }

  sql<T extends Record<string, SqlStorageValue>>(query: string, ...values: unknown[]): Promise<T[]> {
    return this.inside((_hub, state) => state.storage.sql.exec<T>(query, ...values).toArray());
  }

  alarm(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  /** Waits until everything that follows from what was done has been done: sent, mirrored, relayed. */
  async settle(): Promise<void> {
    await this.inside((hub) => hub.engine.idle());
  }

  /** Of an address of their own, or of one that somebody has elsewhere. Without a password nobody signs in: `token` is there. */
  async user(role: Role, options: { name?: string; email?: string; passwordHash?: string } = {}): Promise<TestUser> {
    serial += 1;
    const id = newId("user", clock.now(), tagOfProcess(this.id));
    const name = options.name ?? `${role} ${serial}`;
    const { email = `${role}.${serial}@${this.slug}.test`, passwordHash } = options;
    await this.run(createUser, { id, email, name, role });
    // The hub tells it, too, and a test need not wait for that.
    must(await runOn(platformProcess, keepMember, { email, processId: this.id, userId: id, isActive: true }, asSetup));
    if (passwordHash) must(await runOn(platformProcess, setPassword, { email, passwordHash }, asSetup));
    return { id, email, name, role, ...(await this.session(id, role)) };
  }

  async session(userId: string, role: Role) {
    const sid = newId("session", clock.now(), tagOfProcess(this.id));
    const { expiresAt } = await this.run(createSession, {
      id: sid,
      userId,
      ip: null,
      userAgent: "test",
    });
    const token = await signToken(
      env.SESSION_SECRET,
      { userId, processId: this.id, role, processSlug: this.slug, sid },
      expiresAt,
    );
    const caller: Caller = { kind: "user", userId, sid };
    return { sid, token, caller };
  }
}

async function runOn<I, O>(
  processId: string,
  command: Command<I, O>,
  input: unknown,
  caller: Caller,
  key?: string,
): Promise<Result<O>> {
  const envelope = {
    commandId: key ?? coreId("command", clock.now(), tagOfProcess(processId)),
    keyed: key !== undefined,
    name: command.name,
    input,
    caller,
    requestId: "req_test",
    ip: "192.0.2.1",
    userAgent: "test",
  };
  return (await hubOf(env, processId).execute(envelope)) as Result<O>;
}

/** Asks an application, and waits also for what it does after its answer. */
export async function ask(to: ReturnType<typeof makeApp>, request: Request, environment: Env) {
  const waiting: Promise<unknown>[] = [];
  const ctx = {
    waitUntil: (work: Promise<unknown>) => void waiting.push(work),
    passThroughOnException() {},
    props: {},
  };
  // The context has more of the platform's than the application uses.
  const response = await to.fetch(request, environment, ctx as unknown as ExecutionContext);
  const text = await response.text();
  await Promise.all(waiting);
  return { status: response.status, text, headers: response.headers };
}

export interface Call {
  as?: TestUser | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A request to the real application, in process. */
export async function call(
  method: string,
  path: string,
  { as, body, headers = {} }: Call = {},
): Promise<{ status: number; body: unknown; text: string; headers: Headers }> {
  const all = new Headers(headers);
  if (as) all.set("authorization", `Bearer ${as.token}`);
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  const request = new Request(`http://ops.test${path}`, {
    method,
    headers: all,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const { status, text, headers: answered } = await ask(app, request, bindings.current());
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not every answer is JSON; `text` has it.
  }
  return { status, body: parsed, text, headers: answered };
}
