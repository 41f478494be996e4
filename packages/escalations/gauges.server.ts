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
