import type { HubDb } from "#packages/core/context.ts";
import { keyed } from "#packages/core/lists.ts";
import { lookup, rowById } from "#packages/core/rows.ts";
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

const chains = lookup(escalationChains, [], ["id"]);
const runs = lookup(escalationRuns, ["incidentId"], ["run"]);
const executions = lookup(escalationExecutions, ["runId"], ["firedAt", "dueAt"]);

export const chainsOf = (db: HubDb, processId: string): Chain[] => chains.all(db, processId, {});

export const chainById = (db: HubDb, processId: string, id: string): Chain | null =>
  rowById(db, escalationChains, processId, id);

export const runsOf = (db: HubDb, processId: string, incidentId: string): Run[] =>
  runs.all(db, processId, { incidentId });

export const runById = (db: HubDb, processId: string, id: string): Run | null =>
  rowById(db, escalationRuns, processId, id);

export const executionsOf = (db: HubDb, processId: string, runId: string): Execution[] =>
  executions.all(db, processId, { runId });

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
