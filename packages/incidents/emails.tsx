import type { Ctx } from "#packages/core/context.ts";
import { formatDuration } from "#packages/core/duration.ts";
import { urlOf } from "#packages/core/entity.ts";
import type { BadgeTone } from "#packages/core/message.ts";
import type { MailText, Notice } from "#packages/core/notice.ts";
import { cut } from "#packages/core/well-formed.ts";
import { formatMoment } from "#packages/core/words.ts";
import type { Process } from "#packages/processes/queries.server.ts";
import { incidentKind } from "./entity.server.ts";
import { type Severity, severityWords, statusWords } from "./rules.ts";
import type { Incident } from "./tables.ts";

const tagline = (incident: Incident) => `[${incident.severity}] ${incident.reference}`;

const tones: Record<Severity, BadgeTone> = {
  SEV0: "danger",
  SEV1: "danger",
  SEV1A: "warning",
  SEV2: "warning",
  SEV3: "info",
  SEV4: "neutral",
};

/** The severity as a coloured word of a message. */
export const severityBadge = ({ severity }: Pick<Incident, "severity">) => ({
  text: `${severity} ${severityWords[severity]}`,
  tone: tones[severity],
});

interface Told {
  event: string;
  subject: string;
  heading: string;
  paragraphs: string[];
  facts?: [string, string][];
  /** Everyone who may read it, unless it is for somebody. */
  people?: string[];
  guard?: NonNullable<Notice["guard"]>;
  unlessPaged?: true;
}

const reopened = ({ timeZone }: Process, { opening, openingAt }: Incident): [string, string][] =>
  opening > 1 ? [["Opened again", formatMoment(openingAt, timeZone)]] : [];

function about(ctx: Ctx, process: Process, incident: Incident, told: Told): Notice {
  const mail: MailText = {
    subject: told.subject,
    body: {
      preview: `${incident.title} · ${statusWords[incident.status]}`,
      badge: severityBadge(incident),
      label: process.name,
      heading: told.heading,
      paragraphs: told.paragraphs,
      facts: [
        ["Incident", `${incident.reference} ${incident.title}`],
        ["Status", statusWords[incident.status]],
        ["Opened", formatMoment(incident.openedAt, process.timeZone)],
        ...reopened(process, incident),
        ...(told.facts ?? []),
      ],
      button: { label: "Open the incident", url: urlOf(ctx.appUrl, incidentKind, incident) },
      footer: `You get this because you work for ${process.name} on D2C OPs.`,
    },
  };
  return {
    event: told.event,
    about: incidentKind.ref(incident),
    people: told.people ?? "team",
    mail,
    ...(told.guard ? { guard: told.guard } : {}),
    ...(told.unlessPaged ? { unlessPaged: true } : {}),
  };
}

export const createdMail = (ctx: Ctx, process: Process, incident: Incident) =>
  about(ctx, process, incident, {
    event: "incident.created",
    unlessPaged: true,
    subject: `${tagline(incident)} ${incident.title}`,
    heading: incident.title,
    paragraphs: [
      `${ctx.actor.name} opened this incident.`,
      ...(incident.description ? [cut(incident.description, 1_000)] : []),
    ],
  });

export const assignedMail = (ctx: Ctx, process: Process, incident: Incident, personId: string) =>
  about(ctx, process, incident, {
    people: [personId],
    event: "incident.assigned",
    subject: `${tagline(incident)} is yours: ${incident.title}`,
    heading: `You have been assigned ${incident.reference}`,
    paragraphs: [`${ctx.actor.name} assigned this incident to you. Acknowledge it to stop further pages.`],
  });

export const inProgressMail = (ctx: Ctx, process: Process, incident: Incident) =>
  about(ctx, process, incident, {
    event: "incident.in_progress",
    subject: `${tagline(incident)} in progress: ${incident.title}`,
    heading: `${incident.reference} is being worked on`,
    paragraphs: [`${ctx.actor.name} is working on it.`],
  });

export function resolvedMail(ctx: Ctx, process: Process, incident: Incident): Notice {
  const took = formatDuration((incident.resolvedAt ?? ctx.now) - incident.openingAt);
  const since = incident.opening > 1 ? " since it was opened again" : "";
  return about(ctx, process, incident, {
    event: "incident.resolved",
    subject: `${tagline(incident)} resolved in ${took}: ${incident.title}`,
    heading: `${incident.reference} is resolved`,
    paragraphs: [`${ctx.actor.name} resolved it after ${took}${since}.`],
    facts: [
      ["Duration", `${took}${since}`],
      ...(incident.rootCause ? [["Root cause", incident.rootCause] as [string, string]] : []),
    ],
  });
}

export const unattendedMail = (ctx: Ctx, process: Process, incident: Incident, minutes: number) =>
  about(ctx, process, incident, {
    event: "incident.unattended",
    subject: `${tagline(incident)} has nobody on it: ${incident.title}`,
    heading: `Nobody has taken ${incident.reference}`,
    paragraphs: [`It has been open and unassigned for ${minutes} minutes. Open it and take it.`],
    guard: { name: "unattended", id: `${incident.id}:${incident.unattendedSince}` },
  });

export const lapsedMail = (
  ctx: Ctx,
  process: Process,
  incident: Incident,
  { holderId, minutes }: { holderId: string; minutes: number },
) =>
  about(ctx, process, incident, {
    event: "incident.lapsed",
    subject: `${tagline(incident)} Your acknowledgement has run out: ${incident.title}`,
    heading: `Your acknowledgement of ${incident.reference} has run out`,
    paragraphs: [
      `It holds for ${minutes} minutes, and others are told now. If you have it, acknowledge it again; if you work on it, start work.`,
    ],
    people: [holderId],
  });

/** It needs an acknowledgement again, and there is no chain that would page anybody. */
export const nobodyPagedMail = (ctx: Ctx, process: Process, incident: Incident) =>
  about(ctx, process, incident, {
    event: "incident.lapsed",
    subject: `${tagline(incident)} needs somebody again: ${incident.title}`,
    heading: `${incident.reference} needs somebody again`,
    paragraphs: ["Nobody has it, and no escalation chain fits it, so nobody is paged. Open it and acknowledge it."],
  });

const listedAtMost = 100;

/** Several incidents closed in one go. */
export function closedMail(ctx: Ctx, process: Process, closed: Incident[]): Notice {
  const listed = closed
    .slice(0, listedAtMost)
    .map((incident): [string, string] => [incident.reference, incident.title]);
  const more = closed.length - listed.length;
  const mail: MailText = {
    subject: `${closed.length} incidents resolved: ${process.name}`,
    body: {
      preview: closed
        .map((incident) => incident.reference)
        .slice(0, 10)
        .join(", "),
      label: process.name,
      heading: `${closed.length} incidents are resolved`,
      paragraphs: [`${ctx.actor.name} resolved them together.`],
      facts: more > 0 ? [...listed, ["and", `${more} more`]] : listed,
      button: { label: "Open the list", url: `${ctx.appUrl}/incidents?status=resolved` },
      footer: `You get this because you work for ${process.name} on D2C OPs.`,
    },
  };
  return { event: "incident.resolved", about: { kind: incidentKind.kind, id: null }, people: "team", mail };
}
