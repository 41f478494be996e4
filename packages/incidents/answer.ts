import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import { attentionOf, needsAcknowledgement } from "./attention.ts";
import type { Incident } from "./tables.ts";

/** An incident as JSON: what the API answers and pages render. */
export const incidentAnswer = (incident: Incident) => ({
  id: incident.id,
  processId: incident.processId,
  number: incident.reference,
  title: incident.title,
  description: incident.description,
  severity: incident.severity,
  priority: incident.priority,
  status: incident.status,
  assignedToId: incident.assignedToId,
  squad: incident.squad,
  tags: incident.tags,
  faultReported: incident.faultReported,
  rootCause: incident.rootCause,
  actionTaken: incident.actionTaken,
  inScope: incident.inScope,
  clientVisible: incident.clientVisible,
  source: incident.source,
  externalId: incident.externalId,
  reportedById: incident.reportedById,
  openedAt: toIso(incident.openedAt),
  /** When it was opened again, the last time; durations count from then. */
  reopenedAt: incident.opening > 1 ? toIso(incident.openingAt) : null,
  acknowledgedAt: toIsoOrNull(incident.acknowledgedAt),
  acknowledgedById: incident.acknowledgedById,
  /** What it wants of people; lists are in this order. */
  attention: attentionOf(incident),
  /** Open, or escalated by hand since it was acknowledged: somebody is wanted who takes it. */
  needsAcknowledgement: needsAcknowledgement(incident),
  escalatedAt: toIsoOrNull(incident.escalatedAt),
  resolvedAt: toIsoOrNull(incident.resolvedAt),
  reminderSentAt: toIsoOrNull(incident.reminderSentAt),
  updatedAt: toIso(incident.updatedAt),
  version: incident.version,
});
export type IncidentAnswer = ReturnType<typeof incidentAnswer>;
