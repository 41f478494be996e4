import type { Ctx } from "#packages/core/context.ts";
import type { DeliveryChannel } from "#packages/core/delivery.ts";
import { urlOf } from "#packages/core/entity.ts";
import type { MailText, Notice } from "#packages/core/notice.ts";
import { cut } from "#packages/core/well-formed.ts";
import { formatMoment } from "#packages/core/words.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { severityWords } from "#packages/incidents/rules.ts";
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

interface Firing {
  process: Process;
  incident: Incident;
  run: Run;
  due: DueTier;
  execution: Execution;
}

export function pageMail(
  ctx: Ctx,
  { process, incident, run, due, execution }: Firing,
  people: string[],
  channels: readonly DeliveryChannel[],
): Notice {
  const round = due.round > 0 ? `, round ${due.round + 1}` : "";
  const mail: MailText = {
    subject: `Page: [${incident.severity}] ${incident.reference} ${incident.title}`,
    body: {
      preview: "Acknowledge to stop further pages",
      label: `${incident.severity} ${severityWords[incident.severity]} · ${process.name}`,
      heading: incident.title,
      paragraphs: [
        people.length > 0 ? whyThisPerson(execution.trail) : "Nobody could be reached: this is for whoever reads it.",
        ...(incident.description ? [cut(incident.description, 1_000)] : []),
      ],
      facts: [
        ["Incident", incident.reference],
        ["Opened", formatMoment(incident.openedAt, process.timeZone)],
        ["Chain", `${run.chainName}, tier ${due.number}${round}`],
      ],
      button: { label: "Open and acknowledge", url: urlOf(ctx.appUrl, incidentKind, incident) },
      footer: `Sent by the escalation chain “${run.chainName}” of ${process.name}. Acknowledging the incident stops it for everyone.`,
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
