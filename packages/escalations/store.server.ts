import { and, asc, eq } from "drizzle-orm";
import type { HubDb } from "#packages/core/context.ts";
import { keyed } from "#packages/core/lists.ts";
import { dateIn } from "#packages/core/zones.ts";
import { onCallOn } from "#packages/on-call/store.server.ts";
import { usersOf } from "#packages/users/queries.server.ts";
import { firingKey, pendingTiers, resolveTarget, type Target, type Tier } from "./rules.ts";
import {
  type Chain,
  type Execution,
  escalationChains,
  escalationExecutions,
  escalationRuns,
  type Run,
} from "./tables.ts";

export const chainsOf = (db: HubDb, processId: string): Chain[] =>
  db
    .select()
    .from(escalationChains)
    .where(eq(escalationChains.processId, processId))
    .orderBy(asc(escalationChains.id))
    .all();

export const chainById = (db: HubDb, processId: string, id: string): Chain | null =>
  db
    .select()
    .from(escalationChains)
    .where(and(eq(escalationChains.processId, processId), eq(escalationChains.id, id)))
    .get() ?? null;

export const runsOf = (db: HubDb, processId: string, incidentId: string): Run[] =>
  db
    .select()
    .from(escalationRuns)
    .where(and(eq(escalationRuns.processId, processId), eq(escalationRuns.incidentId, incidentId)))
    .orderBy(asc(escalationRuns.run))
    .all();

export const runById = (db: HubDb, processId: string, id: string): Run | null =>
  db
    .select()
    .from(escalationRuns)
    .where(and(eq(escalationRuns.processId, processId), eq(escalationRuns.id, id)))
    .get() ?? null;

export const executionsOf = (db: HubDb, processId: string, runId: string): Execution[] =>
  db
    .select()
    .from(escalationExecutions)
    .where(and(eq(escalationExecutions.processId, processId), eq(escalationExecutions.runId, runId)))
    .orderBy(asc(escalationExecutions.firedAt), asc(escalationExecutions.dueAt))
    .all();

/** What a run has still to do, in order. */
export function pendingOf(db: HubDb, run: Run) {
  const chain = chainById(db, run.processId, run.chainId);
  if (!chain) return [];
  const fired = new Set(
    executionsOf(db, run.processId, run.id).map((done) => firingKey(run.id, done.round, done.tierId)),
  );
  return pendingTiers(run, chain, fired);
}

/** Whom a tier reaches at a moment: asked when it fires, by the countdown and by the dry run alike. */
export function targetAt(
  db: HubDb,
  processId: string,
  timeZone: string,
  tier: Pick<Tier, "userId">,
  at: number,
): Target {
  return resolveTarget(tier, onCallOn(db, processId, dateIn(timeZone, at)), keyed(usersOf(db, processId)));
}
