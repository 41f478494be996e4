/**
 * The product with doors that only the bench needs: data made quickly, hubs armed for one moment, rows read counted.
 * Everything that is measured goes through the product's own code.
 */
import { ProcessHub as ProductHub } from "#durable-objects/process-hub.ts";
import type { Env } from "#worker/env.ts";
import product from "#worker/index.ts";
import { arm, fired, type Timed } from "./entry/armed.ts";
import { type Broadcast, broadcast } from "./entry/broadcast.ts";
import { counted } from "./entry/counted.ts";
import { far } from "./entry/far.ts";
import { fillD1, fillHub } from "./entry/fill.ts";
import { beginResync, fillLog, isCopied, lose, readLog } from "./entry/keeping.ts";
import { makeProcess, migrateD1 } from "./entry/people.ts";

interface Chunk {
  processId: string;
  slug: string;
  from: number;
  to: number;
  of: number;
}

interface BenchEnv extends Env {
  /** Set in the group "global": everything is far away. */
  FAR?: string;
}

const farEnvs = new WeakMap<BenchEnv, Env>();

/** The environment as the product gets it: the same object each time, as settings are read once for each. */
function placed(env: BenchEnv): Env {
  if (!env.FAR) return env;
  const known = farEnvs.get(env) ?? far(env);
  farEnvs.set(env, known);
  return known;
}

export class ProcessHub extends ProductHub {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    super(ctx, placed(env));
  }

  arm(timed: Timed): void {
    arm(this.engine, timed);
  }

  fired(): number[] {
    return fired(this.engine);
  }

  broadcast(wanted: Broadcast): void {
    broadcast(this.engine, wanted);
  }

  /** Mails that wait. */
  waiting(): number {
    return this.engine.hub.sql.exec<{ n: number }>("SELECT coalesce(sum(size), 0) AS n FROM hub_outbox").one().n;
  }

  fill(chunk: Chunk): void {
    fillHub(this.engine, chunk);
  }

  fillLog(rows: number): void {
    fillLog(this.engine, rows);
  }

  resync(): void {
    beginResync(this.engine);
  }

  /** Sends what D1 has not got, and says whether it has all. */
  async copied(): Promise<boolean> {
    await this.engine.mirror.flush();
    return isCopied(this.engine);
  }

  lose(): Promise<void> {
    return lose(this.engine);
  }
}

const hub = (env: Env, processId: string) =>
  // The namespace holds this file's class; the product's type for it doesn't know the methods added here.
  env.PROCESS_HUB.getByName(processId) as unknown as {
    arm(timed: Timed): Promise<void>;
    fired(): Promise<number[]>;
    broadcast(wanted: Broadcast): Promise<void>;
    waiting(): Promise<number>;
    fill(chunk: Chunk): Promise<void>;
    fillLog(rows: number): Promise<void>;
    resync(): Promise<void>;
    copied(): Promise<boolean>;
    lose(): Promise<void>;
    restore(): Promise<unknown>;
  };

type Door = (env: Env, body: never) => Promise<unknown>;

const doors: Record<string, Door> = {
  "/__bench/setup": (env) => migrateD1(env),
  "/__bench/process": (env, body: Parameters<typeof makeProcess>[1]) => makeProcess(env, body),
  "/__bench/arm": (env, body: { hubs: ({ processId: string } & Timed)[] }) =>
    Promise.all(body.hubs.map(({ processId, ...timed }) => hub(env, processId).arm(timed))),
  "/__bench/fired": (env, body: { hubs: string[] }) => Promise.all(body.hubs.map((id) => hub(env, id).fired())),
  "/__bench/broadcast": (env, { processId, ...wanted }: { processId: string } & Broadcast) =>
    hub(env, processId).broadcast(wanted),
  "/__bench/log": (env, { processId, rows }: { processId: string; rows: number }) => hub(env, processId).fillLog(rows),
  "/__bench/read": (env, { processId, how }: { processId: string; how: "verify" | "export" }) =>
    readLog(env, processId, how),
  "/__bench/resync": (env, { processId }: { processId: string }) => hub(env, processId).resync(),
  "/__bench/copied": (env, { processId }: { processId: string }) => hub(env, processId).copied(),
  // The call dies with the object.
  "/__bench/lose": (env, { processId }: { processId: string }) =>
    hub(env, processId)
      .lose()
      .catch(() => null),
  "/__bench/restore": (env, { processId }: { processId: string }) => hub(env, processId).restore(),
  "/__bench/waiting": (env, { processId }: { processId: string }) => hub(env, processId).waiting(),
  "/__bench/fill": (env, body: Chunk) => Promise.all([hub(env, body.processId).fill(body), fillD1(env, body)]),
};

export default {
  async fetch(request, env, ctx) {
    const door = doors[new URL(request.url).pathname];
    // The body is what the door's own caller in tests/bench sends.
    if (door) return Response.json((await door(env, (await request.json()) as never)) ?? null);
    if (!request.headers.has("x-bench-count")) return product.fetch(request, placed(env), ctx);
    return counted(env, (countedEnv) => Promise.resolve(product.fetch(request, countedEnv, ctx)));
  },
} satisfies ExportedHandler<BenchEnv>;
