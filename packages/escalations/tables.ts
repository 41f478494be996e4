import { flag, index, integer, json, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Severity } from "#packages/incidents/rules.ts";
import type { TargetTrail } from "./reach.ts";
import type { Channel, Outcome, RunState, Tier } from "./rules.ts";

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
    /** The version that this edit made. */
    timingVersion: integer("timing_version").notNull(),
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
    /** Null: somebody paged people by hand. */
    chainId: text("chain_id"),
    chainName: text("chain_name").notNull(),
    /** Counts the runs of this incident. */
    run: integer("run").notNull(),
    /** Which opening of the incident it belongs to. */
    opening: integer("opening").notNull(),
    state: text("state").$type<RunState>().notNull(),
    startedAt: integer("started_at").notNull(),
    startedBy: text("started_by").notNull(),
    /** What the tiers' minutes count from: the start, or earlier for a run that goes on where another was stopped. */
    countedFrom: integer("counted_from").notNull(),
    /** The chain's version at the start. */
    chainVersion: integer("chain_version").notNull(),
    /** Places (`round.tier`) that had their turn in the run that this one continues. */
    skipped: json<string[]>("skipped").notNull(),
    /** Places that were due before the chain's last edit and could not fire: still to come. */
    owed: json<string[]>("owed").notNull(),
    endedAt: integer("ended_at"),
    endedWhy: text("ended_why"),
  },
  (t) => [
    processKey(t),
    index("hub_escalation_runs_by_incident").on(t.processId, t.incidentId),
    index("hub_escalation_runs_by_state").on(t.processId, t.state),
    index("hub_escalation_runs_by_chain").on(t.processId, t.chainId, t.state),
  ],
);

/** A tier that fired: who was paged, why them, and how late. */
export const escalationExecutions = sqliteTable(
  "escalation_executions",
  {
    ...processColumns(),
    runId: text("run_id").notNull(),
    incidentId: text("incident_id").notNull(),
    chainId: text("chain_id"),
    round: integer("round").notNull(),
    tierId: text("tier_id").notNull(),
    /** 1-based, as it stood when it fired; 0 of people who were paged by hand. */
    tierNumber: integer("tier_number").notNull(),
    dueAt: integer("due_at").notNull(),
    firedAt: integer("fired_at").notNull(),
    latenessMs: integer("lateness_ms").notNull(),
    byHand: flag("by_hand").notNull(),
    /** Who fired it by hand. */
    firedBy: text("fired_by"),
    outcome: text("outcome").$type<Outcome>().notNull(),
    channels: json<Channel[]>("channels").notNull(),
    trail: json<TargetTrail>("trail").notNull(),
    targetIds: json<string[]>("target_ids").notNull(),
  },
  (t) => [
    processKey(t),
    index("hub_escalation_executions_by_run").on(t.processId, t.runId),
    index("hub_escalation_executions_by_incident").on(t.processId, t.incidentId, t.firedAt),
  ],
);
export type Chain = typeof escalationChains.$inferSelect;
export type Run = typeof escalationRuns.$inferSelect;
export type Execution = typeof escalationExecutions.$inferSelect;
