import { nameWords } from "#packages/core/capital.ts";
import type { Role } from "#packages/core/permissions.ts";

/** What an incident is and what may become of it. Pure; pages use it too. */

export const severities = ["SEV0", "SEV1", "SEV1A", "SEV2", "SEV3", "SEV4"] as const;
export type Severity = (typeof severities)[number];
export const severityWords: Record<Severity, string> = {
  SEV0: "Emergency",
  SEV1: "Critical",
  SEV1A: "Severe",
  SEV2: "High",
  SEV3: "Medium",
  SEV4: "Low",
};
/** 0 is the worst; lists sort by it. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

export const priorities = ["critical", "high", "medium", "low"] as const;
export type Priority = (typeof priorities)[number];
export const priorityRank = (priority: Priority): number => priorities.indexOf(priority);
/** The priority an incident gets when nobody chose one. */
export const priorityFor = (severity: Severity): Priority => {
  if (severityRank(severity) <= severityRank("SEV1")) return "critical";
  if (severityRank(severity) <= severityRank("SEV2")) return "high";
  return severity === "SEV3" ? "medium" : "low";
};

export const statuses = ["open", "acknowledged", "in_progress", "resolved"] as const;
export type Status = (typeof statuses)[number];
export const activeStatuses: readonly Status[] = ["open", "acknowledged", "in_progress"];
export const isActive = (status: Status): boolean => status !== "resolved";
export const statusWords: Record<Status, string> = {
  open: "Open",
  acknowledged: "Acknowledged",
  in_progress: "In progress",
  resolved: "Resolved",
};

export const sources = ["manual", "imported", "webhook"] as const;
export type Source = (typeof sources)[number];

const transitions: Record<Status, readonly Status[]> = {
  open: ["acknowledged", "in_progress", "resolved"],
  acknowledged: ["in_progress", "resolved"],
  in_progress: ["acknowledged", "resolved"],
  resolved: ["open"],
};
export const canMove = (from: Status, to: Status): boolean => transitions[from].includes(to);

/** Why this incident can't be resolved yet, or null. */
export function resolveProblem(
  severity: Severity,
  rootCause: string | null,
  requireRcaFor: readonly string[],
): string | null {
  if (rootCause?.trim() || !requireRcaFor.includes(severity)) return null;
  return `A ${severity} incident needs a root cause before it can be resolved. Write it, then resolve again.`;
}

/** "role viewer". */
export const roleWords = (role: Role): string => `role ${nameWords(role)}`;

/** Nobody has it. */
export const isUnattended = (incident: { status: Status; assignedToId: string | null }): boolean =>
  incident.status === "open" && incident.assignedToId === null;

/** When the reminder of an unattended incident is due; null when somebody has it or everyone was reminded already. */
export function reminderDueAt(
  incident: { unattendedSince: number | null; reminderSentAt: number | null },
  unattendedMinutes: number,
): number | null {
  if (incident.unattendedSince === null || incident.reminderSentAt !== null || unattendedMinutes <= 0) return null;
  return incident.unattendedSince + unattendedMinutes * 60_000;
}

/** What the counters of incidents begin with. */
export const incidentsCounted = "incidents";

/** The counter of incidents in a status and severity: lists and dashboards take their totals from it. */
export const counterOf = ({ status, severity }: { status: Status; severity: Severity }): string =>
  `${incidentsCounted}:${status}:${severity}`;
