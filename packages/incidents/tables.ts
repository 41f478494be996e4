import { flag, index, integer, json, processColumns, processKey, sqliteTable, text } from "#packages/core/columns.ts";
import type { Priority, Severity, Source, Status } from "./rules.ts";

export const incidents = sqliteTable(
  "incidents",
  {
    ...processColumns(),
    number: integer("number").notNull(),
    /** `MOMO-142`: the number as people say it. */
    reference: text("reference").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
    severityRank: integer("severity_rank").notNull(),
    priority: text("priority").$type<Priority>().notNull(),
    priorityRank: integer("priority_rank").notNull(),
    status: text("status").$type<Status>().notNull(),
    isActive: flag("is_active").notNull(),
    assignedToId: text("assigned_to_id"),
    squad: text("squad"),
    tags: json<string[]>("tags").notNull(),
    faultReported: text("fault_reported"),
    rootCause: text("root_cause"),
    actionTaken: text("action_taken"),
    inScope: flag("in_scope").notNull(),
    clientVisible: flag("client_visible").notNull(),
    source: text("source").$type<Source>().notNull(),
    externalId: text("external_id"),
    reportedById: text("reported_by_id"),
    openedAt: integer("opened_at").notNull(),
    /** Start of the present opening: `openedAt`, or the last reopening. */
    openingAt: integer("opening_at").notNull(),
    /** 1, and one more for each reopening. */
    opening: integer("opening").notNull(),
    acknowledgedAt: integer("acknowledged_at"),
    acknowledgedById: text("acknowledged_by_id"),
    /** Somebody will still be paged for it: kept by whoever pages (`keepPagesToCome`). */
    pagesToCome: flag("pages_to_come").notNull(),
    /** Its place in the default order, lowest first: `urgencyRank`. */
    urgencyRank: integer("urgency_rank").notNull(),
    /** Escalated by hand after it was acknowledged, and acknowledged by nobody since. */
    escalatedAt: integer("escalated_at"),
    /** Who did; null where its acknowledgement ran out. */
    escalatedById: text("escalated_by_id"),
    resolvedAt: integer("resolved_at"),
    /** Since when it has been open with nobody on it; null while somebody has it. */
    unattendedSince: integer("unattended_since"),
    /** Of the present time with nobody on it. */
    reminderSentAt: integer("reminder_sent_at"),
    version: integer("version").notNull(),
  },
  (t) => [
    processKey(t),
    index("incidents_by_number").on(t.processId, t.number),
    index("incidents_by_opened").on(t.processId, t.openedAt, t.id),
    index("d1_incidents_by_updated").on(t.processId, t.updatedAt, t.id),
    index("incidents_by_urgency").on(t.processId, t.urgencyRank, t.id),
    index("d1_incidents_by_severity").on(t.processId, t.severityRank, t.urgencyRank, t.id),
    index("d1_incidents_by_priority").on(t.processId, t.priorityRank, t.urgencyRank, t.id),
    index("incidents_active_by_opened").on(t.processId, t.isActive, t.openedAt, t.id),
    index("incidents_by_status").on(t.processId, t.status, t.openedAt, t.id),
    index("d1_incidents_by_assignee").on(t.processId, t.assignedToId, t.urgencyRank, t.id),
    index("d1_incidents_by_external").on(t.processId, t.externalId),
    index("d1_incidents_across_by_opened").on(t.openedAt, t.id),
    index("d1_incidents_across_by_updated").on(t.updatedAt, t.id),
    index("d1_incidents_across_by_urgency").on(t.urgencyRank, t.id),
    index("d1_incidents_across_by_severity").on(t.severityRank, t.urgencyRank, t.id),
    index("d1_incidents_across_by_priority").on(t.priorityRank, t.urgencyRank, t.id),
    index("d1_incidents_across_active").on(t.isActive, t.openedAt, t.id),
  ],
);

export const incidentTags = sqliteTable(
  "incident_tags",
  {
    ...processColumns(),
    tag: text("tag").notNull(),
    incidentId: text("incident_id").notNull(),
    /** The incident's: those of one tag lie in the default order. */
    urgencyRank: integer("urgency_rank").notNull(),
  },
  (t) => [
    processKey(t),
    index("d1_incident_tags_by_tag").on(t.processId, t.tag, t.urgencyRank, t.incidentId),
    index("d1_incident_tags_across").on(t.tag, t.urgencyRank, t.incidentId),
    index("incident_tags_by_incident").on(t.processId, t.incidentId),
  ],
);

export type Incident = typeof incidents.$inferSelect;
