import { hour, minute } from "#packages/core/clock.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import type { makeDice } from "./dice.ts";
import type { DemoPerson } from "./people.ts";
import type { Script } from "./script.ts";
import { type Story, stories } from "./texts.ts";

export interface Cast {
  slug: string;
  operators: DemoPerson[];
  manager: DemoPerson;
  dice: ReturnType<typeof makeDice>;
}

/** How far an incident has come by now. */
export type Ending = "resolved" | "reopened" | "in_progress" | "acknowledged" | "waiting" | "unattended";

interface Told {
  /** Number in the process: incidents are numbered in the order they open. */
  number: number;
  openedAt: number;
  ending: Ending;
  story: Story;
}

/** One incident from its opening to where it stands, by the commands that people would have given. */
export function tell(script: Script, cast: Cast, { number, openedAt, ending, story }: Told): void {
  const { dice } = cast;
  const id = `${cast.slug.toUpperCase()}-${number}`;
  const [reporter, worker] = [dice.pick(cast.operators), dice.pick(cast.operators)];
  const { title, description, severity, tags } = story;
  script.add(
    openedAt,
    createIncident,
    { title, description, severity, tags, clientVisible: severity <= "SEV2" },
    reporter,
  );
  if (ending === "waiting" || ending === "unattended") return;

  // Most are taken before the second tier; some are not, and show an escalation that went on.
  const takenAt = openedAt + dice.between(2, dice.next() < 0.3 ? 40 : 12) * minute + dice.between(0, 59) * 1_000;
  if (dice.next() < 0.25) script.add(takenAt - minute, updateIncident, { id, assignedToId: worker.id }, cast.manager);
  script.add(takenAt, acknowledgeIncident, { id }, worker);
  if (ending === "acknowledged") return;

  let at = takenAt + dice.between(2, 9) * minute;
  script.add(at, updateIncident, { id, status: "in_progress" }, worker);
  for (const text of story.comments) {
    at += dice.between(4, 18) * minute;
    script.add(
      at,
      commentOnIncident,
      { id, text, visibility: dice.next() < 0.3 ? "external" : "internal" },
      dice.pick(cast.operators),
    );
  }
  if (ending === "in_progress") return;

  at += dice.between(5, 90) * minute;
  const { rootCause, actionTaken } = story;
  script.add(at, resolveIncident, { id, rootCause, actionTaken }, worker);
  if (ending !== "reopened") return;
  script.add(at + 2 * hour, reopenIncident, { id, reason: "It is happening again." }, reporter);
  script.add(at + 2 * hour + 4 * minute, acknowledgeIncident, { id }, worker);
  script.add(at + 3 * hour, resolveIncident, { id, rootCause, actionTaken }, worker);
}

/** Stories in an order of this process's own, so that no two look alike. */
export function storiesFor(cast: Cast): Story[] {
  const pool = [...stories];
  const order: Story[] = [];
  while (pool.length > 0) order.push(...pool.splice(Math.floor(cast.dice.next() * pool.length), 1));
  return order;
}
