import type { Ctx } from "#packages/core/context.ts";
import type { DeliveryChannel } from "#packages/core/delivery.ts";
import { urlOf } from "#packages/core/entity.ts";
import type { MailText, Notice } from "#packages/core/notice.ts";
import { cut } from "#packages/core/well-formed.ts";
import { formatMoment } from "#packages/core/words.ts";
import { severityBadge } from "#packages/incidents/emails.tsx";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import type { Process } from "#packages/processes/queries.server.ts";
import { missedWords, stepWords, type TargetTrail } from "./reach.ts";
import type { DueTier } from "./rules.ts";
import type { Execution, Run } from "./tables.ts";

/** Why it is this person: the step that found them, and those before that found nobody. */
export function whyThisPerson(trail: TargetTrail): string {
  const found = trail.find((step) => step.problem === null);
  if (!found) return "Nobody in the chain, on call or among the managers could be reached.";
  const failed = trail.map(missedWords).filter((words) => words !== null);
  const because = `You are paged because you are ${stepWords(found.step)}.`;
  return failed.length > 0 ? `${because} Before you: ${failed.join("; ")}.` : because;
}

/** Who pages and why this person, in a page. */
function whyPaged({ run, execution, note }: Firing, people: string[]): string[] {
  if (people.length === 0) return ["Nobody could be reached: this is for whoever reads it."];
  if (run.chainId !== null) return [whyThisPerson(execution.trail)];
  return [`${execution.firedBy} paged you by hand.`, ...(note ? [note] : [])];
}

interface Firing {
  /** Who is paged after this one, and when. */
  next: string;
  /** From whoever pages by hand. */
  note?: string | undefined;
  process: Process;
  incident: Incident;
  run: Run;
  due: DueTier;
  execution: Execution;
}

export function pageMail(ctx: Ctx, firing: Firing, people: string[], channels: readonly DeliveryChannel[]): Notice {
  const { process, incident, run, due, execution } = firing;
  const round = due.round > 0 ? `, round ${due.round + 1}` : "";
  const byHand = run.chainId === null;
  const mail: MailText = {
    subject: `PAGE ${incident.severity} ${incident.reference}: ${incident.title} (${byHand ? `by ${execution.firedBy}` : `tier ${due.number}${round}`})`,
    body: {
      preview: "Acknowledge to stop further pages",
      urgent: true,
      badge: severityBadge(incident),
      label: process.name,
      heading: incident.title,
      paragraphs: [...whyPaged(firing, people), ...(incident.description ? [cut(incident.description, 1_000)] : [])],
      facts: [
        ["Incident", incident.reference],
        ["Opened", formatMoment(incident.openedAt, process.timeZone)],
        ["Next", firing.next],
        byHand ? ["Paged", "By hand"] : ["Chain", `${run.chainName}, tier ${due.number}${round}`],
      ],
      button: { label: "Open and acknowledge", url: urlOf(ctx.appUrl, incidentKind, incident) },
      footer: byHand
        ? `Sent by hand for ${process.name}. Acknowledging the incident tells everyone that you have it.`
        : `Sent by the escalation chain “${run.chainName}” of ${process.name}. Acknowledging the incident stops it for everyone.`,
    },
  };
  return {
    event: "escalation.page",
    lane: "urgent",
    about: incidentKind.ref(incident),
    people,
    channels,
    mail,
    group: execution.id,
    guard: { name: "escalation-run", id: run.id },
  };
}
