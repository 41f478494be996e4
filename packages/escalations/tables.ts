import { flag, index, integer, json, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Severity } from "#packages/incidents/rules.ts";
import type { Outcome, RunState, TargetTrail, Tier } from "./rules.ts";

export const escalationChains = sqliteTable(
  "escalation_chains",
  {
    ...processColumns(),
    name: text("name").notNull(),
    /** Null: every severity. */
    severity: text("severity").$type<Severity>(),
    isActive: flag("is_active").notNull(),
    /** How often the whole chain is gone through again after the first time. */
    repeat: integer("repeat").notNull(),
    tiers: json<Tier[]>("tiers").notNull(),
    /** The last time its timing or tiers changed: no tier is fired in retrospect of it. */
    editedAt: integer("edited_at").notNull(),
    version: integer("version").notNull(),
  },
  (t) => [processKey(t)],
);

/** One chain at work on one opening of one incident. */
export const escalationRuns = sqliteTable(
  "escalation_runs",
  {
    ...processColumns(),
    incidentId: text("incident_id").notNull(),
    chainId: text("chain_id").notNull(),
    chainName: text("chain_name").notNull(),
    /** Counts the runs of this incident. */
    run: integer("run").notNull(),
    state: text("state").$type<RunState>().notNull(),
    startedAt: integer("started_at").notNull(),
    startedBy: text("started_by").notNull(),
    endedAt: integer("ended_at"),
    endedWhy: text("ended_why"),
  },
  (t) => [
    processKey(t),
    index("escalation_runs_by_incident").on(t.processId, t.incidentId),
    index("escalation_runs_by_state").on(t.processId, t.state),
  ],
);

/** A tier that fired: who was paged, why them, and how late. */
export const escalationExecutions = sqliteTable(
  "escalation_executions",
  {
    ...processColumns(),
    runId: text("run_id").notNull(),
    incidentId: text("incident_id").notNull(),
    chainId: text("chain_id").notNull(),
    round: integer("round").notNull(),
    tierId: text("tier_id").notNull(),
    /** 1-based, as it stood when it fired. */
    tierNumber: integer("tier_number").notNull(),
    dueAt: integer("due_at").notNull(),
    firedAt: integer("fired_at").notNull(),
    latenessMs: integer("lateness_ms").notNull(),
    byHand: flag("by_hand").notNull(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    channels: json<string[]>("channels").notNull(),
    trail: json<TargetTrail>("trail").notNull(),
    targetIds: json<string[]>("target_ids").notNull(),
  },
  (t) => [
    processKey(t),
    index("escalation_executions_by_run").on(t.processId, t.runId),
    index("escalation_executions_by_incident").on(t.processId, t.incidentId, t.firedAt),
  ],
);
export type Chain = typeof escalationChains.$inferSelect;
export type Run = typeof escalationRuns.$inferSelect;
export type Execution = typeof escalationExecutions.$inferSelect;
