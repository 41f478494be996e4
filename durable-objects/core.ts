import { type DrizzleSqliteDODatabase, drizzle } from "drizzle-orm/durable-sqlite";
import { clock } from "#packages/core/clock.ts";
import type { Command } from "#packages/core/command.ts";
import { Costs } from "#packages/core/costs.ts";
import type { HubDb } from "#packages/core/database.ts";
import { tagOfProcess } from "#packages/core/ids.ts";
import type { JobKind } from "#packages/core/job.ts";
import type { Env } from "#worker/env.ts";
import { CountedSql } from "./counted-sql.ts";
import { Paces } from "./lane.ts";
import { Limits } from "./limits.ts";
import type { Meta } from "./meta.ts";
import { Recent } from "./recent.ts";
import { ToldGauges } from "./told-gauges.ts";
import { Turns } from "./turns.ts";

/** What every part of a hub stands on. Nothing here is lost when the object is evicted: it is rebuilt from storage. */
export interface Hub {
  processId: string;
  /** Of the ids that it gives. */
  tag: string;
  env: Env;
  ctx: DurableObjectState;
  storage: DurableObjectStorage;
  sql: SqlStorage;
  counted: CountedSql;
  db: HubDb;
  /** What `hub_meta` holds; see `meta.ts`. */
  meta: Meta;
  limits: Limits;
  toldGauges: ToldGauges;
  turns: Turns;
  paces: Paces;
  recent: Recent;
  /** The demo's past is played: its messages count as sent. */
  playing: boolean;
  /** Kinds of job that are no module's but the hub's own, and the commands that are their steps. */
  ownJobs: Map<string, JobKind>;
  ownCommands: Map<string, Command>;
}

export function makeHub(ctx: DurableObjectState, env: Env): Hub {
  const processId = ctx.id.name;
  if (!processId) throw new Error("A hub is addressed by its process id: use hubOf().");
  const counted = new CountedSql(ctx.storage.sql, new Costs(clock.now()));
  // Drizzle asks the storage for nothing but its SQL: transactions are the hub's own.
  const db: DrizzleSqliteDODatabase = drizzle({ sql: counted.sql } as DurableObjectStorage);
  // The driver is the synchronous one; its declared schema type is the only difference.
  const hubDb = db as unknown as HubDb;
  return {
    processId,
    tag: tagOfProcess(processId),
    env,
    ctx,
    storage: ctx.storage,
    sql: counted.sql,
    counted,
    db: hubDb,
    meta: { facts: new Map(), changed: new Set(), depth: 0 },
    limits: new Limits(),
    toldGauges: new ToldGauges(),
    turns: new Turns(),
    paces: new Paces(),
    recent: new Recent(),
    playing: false,
    ownJobs: new Map(),
    ownCommands: new Map(),
  };
}
