import { peopleWords } from "#app/components/incident/people-words.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";

/** What somebody who was woken has to know, in the order in which they ask. Pure. */

export interface SituationFacts {
  incident: Pick<
    IncidentAnswer,
    "status" | "attention" | "needsAcknowledgement" | "clientVisible" | "assignedToId" | "openedAt" | "resolvedAt"
  > & { assigneeName: string | null };
  /** Until when somebody has it; null: nobody does, or without an end. */
  acknowledgement: { holder: { name: string }; until: string } | null;
  /** Who is paged next; null: nobody. Undefined: whoever looks may not know. */
  next: { dueAt: string; people: { name: string }[] } | null | undefined;
  /** The one who looks. */
  userId: string;
}

/** A part of the sentence; `at` is a moment that belongs after its words: counted down to, or told as a time of day. */
export interface SituationPart {
  words: string;
  at?: { moment: string; as: "countdown" | "clock" };
  /** It is why somebody has to act now. */
  urgent?: true;
}

export function situationOf(facts: SituationFacts): SituationPart[] {
  const { incident } = facts;
  if (incident.status === "resolved") return [{ words: "Resolved" }, clientPart(facts)];
  return [holderPart(facts), ...nextPart(facts), clientPart(facts)];
}

function holderPart({ incident, acknowledgement, userId }: SituationFacts): SituationPart {
  const { status, assigneeName, assignedToId, needsAcknowledgement } = incident;
  const mine = assignedToId !== null && assignedToId === userId;
  if (status === "open") {
    if (!assigneeName) return { words: "Nobody has it", urgent: true };
    return { words: mine ? "It is yours: acknowledge it" : `${assigneeName} was given it and has not acknowledged` };
  }
  if (needsAcknowledgement)
    return { words: `${assigneeName ?? "Nobody"} had it: somebody has to acknowledge again`, urgent: true };
  const who = acknowledgement?.holder.name ?? assigneeName ?? "Somebody";
  const [has, works] = mine ? ["You have it", "You work on it"] : [`${who} has it`, `${who} works on it`];
  if (status === "in_progress") return { words: works };
  return acknowledgement
    ? { words: `${has} until`, at: { moment: acknowledgement.until, as: "clock" } }
    : { words: has };
}

function nextPart({ incident, next }: SituationFacts): SituationPart[] {
  if (next === undefined) return [];
  if (next) {
    const people = next.people.length > 1 ? "are" : "is";
    const words = `${peopleWords(next.people)} ${people} paged`;
    return [{ words, at: { moment: next.dueAt, as: "countdown" } }];
  }
  switch (incident.attention) {
    case "unattended":
      return [{ words: "nobody will be paged", urgent: true }];
    case "unacknowledged":
      return [{ words: "nobody will be paged" }];
    case "taken":
    case "done":
      return [{ words: "paging has stopped" }];
  }
}

const clientPart = ({ incident }: SituationFacts): SituationPart => ({
  words: incident.clientVisible ? "the client sees it" : "the client can't see it",
});

/** The same as one sentence, for titles and tests: "Nobody has it · Sipho is paged {countdown} · the client sees it". */
export const situationText = (facts: SituationFacts): string =>
  situationOf(facts)
    .map(({ words, at }) => (at ? `${words} {${at.as}}` : words))
    .join(" · ");
