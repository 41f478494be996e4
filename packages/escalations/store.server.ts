import type { HubDb } from "#packages/core/database.ts";
import { remembered } from "#packages/core/remembered.ts";
import { lookup, rowById, select } from "#packages/core/rows.ts";
import { dateIn } from "#packages/core/zones.ts";
import { actsOnIncidents } from "#packages/incidents/acting.server.ts";
import { onCallOn } from "#packages/on-call/store.server.ts";
import { managersOf, type User, userById } from "#packages/users/queries.server.ts";
import { type People, type Person, resolveTarget, type Target } from "./reach.ts";
import { type DueTier, placeOf, remainingTiers, type Tier } from "./rules.ts";
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

/** Null: it was deleted, or people were paged by hand. */
export const chainOf = (db: HubDb, { processId, chainId }: Run): Chain | null =>
  chainId === null ? null : chainById(db, processId, chainId);

export const runsOf = (db: HubDb, processId: string, incidentId: string): Run[] =>
  runs.all(db, processId, { incidentId });

/** Whether any tier is still to fire for an incident. */
export const hasPagesToCome = (db: HubDb, processId: string, incidentId: string): boolean =>
  runsOf(db, processId, incidentId).some(({ state }) => state === "running");

export const runById = (db: HubDb, processId: string, id: string): Run | null =>
  rowById(db, escalationRuns, processId, id);

const openOfChain = "WHERE process_id = ? AND chain_id = ? AND state IN ('running', 'exhausted')";

/** Runs of a chain that are not stopped: what an edit of it is about. */
export const openRunsOfChain = (
  db: HubDb,
  processId: string,
  chainId: string,
  { after, limit }: { after: string; limit: number },
): Run[] =>
  select(db, escalationRuns, `${openOfChain} AND id > ? ORDER BY id LIMIT ?`, [processId, chainId, after, limit]);

/** Those of them that were late before or are now (`late`: their ids; null: any may be). */
export const owingRunsOfChain = (db: HubDb, processId: string, chainId: string, late: string[] | null): Run[] =>
  select(
    db,
    escalationRuns,
    `${openOfChain} AND (?3 IS NULL OR owed <> '[]' OR id IN (SELECT value FROM json_each(?3))) ORDER BY id`,
    [processId, chainId, late && JSON.stringify(late)],
  );

/** Rows that can have timers. */
export const openRuns = (db: HubDb, processId: string): Run[] =>
  select(db, escalationRuns, "WHERE process_id = ? AND state IN ('running', 'exhausted')", [processId]);

export const executionsOf = (db: HubDb, processId: string, runId: string): Execution[] =>
  executions.all(db, processId, { runId });

/** The places of a run that have fired. */
export const firedIn = (db: HubDb, run: Run): Set<string> => {
  const rows = db.$client.sql.exec<{ round: number; tier: string }>(
    "SELECT round, tier_id AS tier FROM escalation_executions WHERE process_id = ? AND run_id = ?",
    run.processId,
    run.id,
  );
  return new Set(Array.from(rows, ({ round, tier }) => placeOf({ round, tier: { id: tier } })));
};

const nothing: Iterable<DueTier> = [];

/**
 * What a run has still to do, in order, worked out as far as it is asked for: by the chain as it is now. Also of an exhausted
 * one, which goes on when an edit has brought something.
 */
export function pendingOf(db: HubDb, run: Run, chain = chainOf(db, run)): Iterable<DueTier> {
  if (!chain || run.state === "stopped") return nothing;
  if (run.state === "exhausted" && !mayGoOn(db, run, chain)) return nothing;
  return remainingTiers(run, chain, firedIn(db, run));
}

/** Escalated anew by hand, an incident has an older run of the chain beside the present one, which alone goes on. */
const mayGoOn = (db: HubDb, run: Run, chain: Chain): boolean =>
  chain.timingVersion > run.chainVersion &&
  !runsOf(db, run.processId, run.incidentId).some(
    (other) => other.chainId === run.chainId && other.run > run.run && other.state !== "stopped",
  );

export function firstOf(pending: Iterable<DueTier>): DueTier | null {
  for (const due of pending) return due;
  return null;
}

/** How often a tier has fired for an incident. */
export function firedCount(db: HubDb, processId: string, incidentId: string): number {
  const query = "SELECT count(*) AS n FROM escalation_executions WHERE process_id = ? AND incident_id = ?";
  return db.$client.sql.exec<{ n: number }>(query, processId, incidentId).one().n;
}

/** The last pages of an incident, newest first. */
export const lastExecutions = (db: HubDb, processId: string, incidentId: string, limit: number): Execution[] =>
  select(
    db,
    escalationExecutions,
    "WHERE process_id = ? AND incident_id = ? ORDER BY fired_at DESC, rev DESC LIMIT ?",
    [processId, incidentId, limit],
  );

export const personOf = (db: HubDb, user: User): Person => ({ ...user, canAct: actsOnIncidents(db, user) });

export function personById(db: HubDb, processId: string, id: string): Person | null {
  const user = userById(db, processId, id);
  return user && personOf(db, user);
}

export type Reach = (tier: Pick<Tier, "userId">, at: number) => Target;

/**
 * Whom a tier reaches at a moment: asked when it fires, by the countdown and by the dry run alike. Who is who is looked up
 * once for all that one command or view asks.
 */
export function reachIn(db: HubDb, processId: string, timeZone: string): Reach {
  let managers: Person[] | null = null;
  const people: People = {
    find: remembered((id) => personById(db, processId, id)),
    managers() {
      managers ??= managersOf(db, processId).map((user) => personOf(db, user));
      return managers;
    },
  };
  const onCall = remembered((date: string) => onCallOn(db, processId, date));
  return (tier, at) => resolveTarget(tier, onCall(dateIn(timeZone, at)), people);
}
