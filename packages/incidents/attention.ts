import { type Severity, type Status, severities, severityRank } from "./rules.ts";

/** What an incident wants of people, and the order in which lists show incidents. Pure; pages use it too. */

/**
 * `unattended`: nobody works on it and nobody will be paged for it. `unacknowledged`: nobody has said "I have it", but somebody
 * will be paged, or it was given to somebody. `taken`: somebody has it. `done`: it is resolved.
 */
export const attentions = ["unattended", "unacknowledged", "taken", "done"] as const;
export type Attention = (typeof attentions)[number];
export const attentionWords: Record<Attention, string> = {
  unattended: "Nobody will be paged",
  unacknowledged: "Not acknowledged",
  taken: "Somebody has it",
  done: "Resolved",
};

interface Wanting {
  status: Status;
  assignedToId: string | null;
  escalatedAt: number | null;
  escalatedById: string | null;
  /** Somebody will still be paged for it. */
  pagesToCome: boolean;
}

/** Whether somebody is wanted who says "I have it": nobody has yet, or it was escalated or let go of since. */
export const needsAcknowledgement = ({ status, escalatedAt }: Pick<Wanting, "status" | "escalatedAt">): boolean =>
  status === "open" || escalatedAt !== null;

export function attentionOf(incident: Wanting): Attention {
  const { status, assignedToId, escalatedById, pagesToCome } = incident;
  if (status === "resolved") return "done";
  if (!needsAcknowledgement(incident)) return "taken";
  // Acknowledged and demanded again: who had it has not said that they still do, unless it is they who called for others.
  const stillHeld = status === "open" || (escalatedById !== null && escalatedById === assignedToId);
  const worked = status === "in_progress" || (assignedToId !== null && stillHeld);
  return worked || pagesToCome ? "unacknowledged" : "unattended";
}

/** Above every time in milliseconds until 2286. */
const perSeverity = 1e13;
const perAttention = severities.length * perSeverity;

/** The lowest `urgencyRank` of an attention, and the lowest of the next one. */
export const urgencyBounds = (attention: Attention): { from: number; below: number } => {
  const place = attentions.indexOf(attention);
  return { from: place * perAttention, below: (place + 1) * perAttention };
};

/**
 * Where an incident stands in the default order, lowest first: by what it wants, then by severity, then the oldest first; of those
 * that are resolved the one that was resolved last.
 */
export function urgencyRank(
  incident: Wanting & { severity: Severity; openedAt: number; resolvedAt: number | null },
): number {
  const { from } = urgencyBounds(attentionOf(incident));
  if (incident.status === "resolved") return from + perAttention - 1 - (incident.resolvedAt ?? incident.openedAt);
  return from + severityRank(incident.severity) * perSeverity + incident.openedAt;
}

/** The same order for incidents as the API answers them: of several processes, put together. */
export function byUrgency(a: Placed, b: Placed): number {
  const rank = ({ attention }: Placed) => attentions.indexOf(attention);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.attention === "done") return (b.resolvedAt ?? "").localeCompare(a.resolvedAt ?? "");
  return severityRank(a.severity) - severityRank(b.severity) || a.openedAt.localeCompare(b.openedAt);
}
interface Placed {
  attention: Attention;
  severity: Severity;
  openedAt: string;
  resolvedAt: string | null;
}
