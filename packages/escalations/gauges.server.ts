import { day, second } from "#packages/core/clock.ts";
import type { HubDb } from "#packages/core/database.ts";
import type { Figure } from "#packages/core/figure.ts";
import { figure, type Gauge } from "#packages/core/gauge.ts";

const looked = 20;

/** The pager's own figure. Of the last ones only: it is read with every copy that D1 is sent. */
export const lateness: Gauge = {
  name: "d2c_page_lateness_worst_ms",
  help: `The latest that one of the last ${looked} tiers fired after its time.`,
  read: (db, processId) =>
    figure(
      db,
      `SELECT max(lateness_ms) AS n FROM (SELECT lateness_ms, by_hand FROM escalation_executions WHERE process_id = ?
         ORDER BY id DESC LIMIT ${looked}) WHERE by_hand = 0`,
      [processId],
    ),
};

const firingsLookedAt = 100;

/** Of the last tiers that fired by themselves within a day, shortest first: ids sort by time. What was late before is no news. */
const latenesses = ({ $client: { sql } }: HubDb, processId: string, now: number): number[] =>
  sql
    .exec<{ ms: number }>(
      `SELECT lateness_ms AS ms FROM (SELECT lateness_ms, fired_at FROM escalation_executions
         WHERE process_id = ? AND by_hand = 0 ORDER BY id DESC LIMIT ${firingsLookedAt}) WHERE fired_at > ?`,
      processId,
      now - day,
    )
    .toArray()
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);

export const worstLateness: Figure = {
  name: "page_lateness_worst_ms",
  label: "Latest of them",
  unit: "ms",
  read: (...of) => latenesses(...of).at(-1) ?? null,
};

export const latenessFigures: Figure[] = [
  {
    name: "page_lateness_p95_ms",
    label: "Last pages late by (95 %)",
    unit: "ms",
    read(...of) {
      const late = latenesses(...of);
      return late[Math.ceil(late.length * 0.95) - 1] ?? null;
    },
    trouble: { above: 10 * second, words: "pages fire late" },
  },
  worstLateness,
];
