import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import type { DeliveryChannel } from "#packages/core/delivery.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { type IncidentAnswer, incidentAnswer } from "#packages/incidents/answer.ts";
import { asLeft, loadIncident } from "#packages/incidents/load.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { needsSomebody, pageNextTier } from "./escalate.server.ts";
import { recordFiring } from "./fire.server.ts";
import { PageByHand } from "./inputs.ts";
import { samePeoplePaged, tooOften } from "./limits.server.ts";
import { type Person, problemOf, problemWords } from "./reach.ts";
import { startByHand } from "./runs.server.ts";
import { personById } from "./store.server.ts";

/** Ways to a person who is paged by hand. */
export const handChannels = ["email", "in_app"] as const satisfies DeliveryChannel[];

interface Paged {
  incident: IncidentAnswer;
  /** Why a part of it waits; empty: all of it leaves. */
  held: string[];
}

/** By hand: people, or the next tier of a chain that somebody chooses. Also where no chain fits; the incident needs an acknowledgement. */
export const pageByHand = command({
  name: "escalations.page",
  permission: "escalations.run",
  audit: { action: "incident.page", words: "paged by hand for …", entity: "incident" },
  input: PageByHand,
  answer: (ctx, paged: Paged) => ({ ...paged, incident: asLeft(ctx, paged.incident) }),
  run(ctx, input): Result<Paged> {
    const { id, userIds, chainId, note, seen } = input;
    const loaded = loadIncident(ctx, { id });
    if (!loaded.ok) return loaded;
    const incident = loaded.value;
    if (incident.status === "resolved")
      return refuse(errors.conflict(`${incident.reference} is resolved. Reopen it to page somebody.`));
    if ((userIds === undefined) === (chainId === undefined))
      return refuse(errors.invalid("Choose whom to page.", { userIds: ["Choose people, or a chain."] }));
    const done =
      userIds === undefined
        ? pageNextTier(ctx, incident, { chainId, seen, verb: "paged", note })
        : pagePeople(ctx, incident, userIds, note);
    if (!done.ok) return done;
    const { incident: after, channels } = done.value;
    const held = channels.flatMap((channel) => ctx.channelProblem(channel) ?? []);
    return ok({ incident: incidentAnswer(after), held: [...new Set(held)] });
  },
});

function pagePeople(
  ctx: Ctx,
  incident: Incident,
  userIds: string[],
  note: string | undefined,
): Result<{ incident: Incident; channels: readonly DeliveryChannel[] }> {
  const people: Person[] = [];
  for (const id of new Set(userIds)) {
    const person = personById(ctx.db, ctx.processId, id);
    const problem = unreachable(person);
    if (problem || !person) return refuse(problem ?? errors.notFound("The person"));
    people.push(person);
  }
  const again = samePeoplePaged(ctx, incident, userIds);
  if (again) return refuse(errors.conflict(again, incidentAnswer(incident)));
  const limited = tooOften(ctx, incident);
  if (limited) return refuse(limited);
  const after = needsSomebody(ctx, incident);
  const run = startByHand(ctx, incident, `${ctx.actor.name} paged by hand`);
  const tier = { id: "hand", afterMinutes: 0, channels: [...handChannels], userId: null };
  const due = { round: 0, tier, number: 0, dueAt: ctx.now };
  const trail = people.map(({ id, name }) => ({ step: "hand" as const, userId: id, name, role: null, problem: null }));
  const process = mustOwnProcess(ctx.db, ctx.processId);
  recordFiring(ctx, { process, incident: after, run, due, target: { people, trail }, note }, true);
  return ok({ incident: after, channels: handChannels });
}

/** Why nobody can be paged as this person, and what to do instead. */
function unreachable(person: Person | null): Refusal | null {
  const problem = problemOf(person);
  if (problem === null) return null;
  if (!person || problem === "nobody")
    return errors.invalid("Choose somebody of this process's team.", { userIds: ["Nobody of this team."] });
  const why = problemWords(person.name, problem, person.role);
  return errors.invalid(`${why}, so no page reaches them. Choose somebody else.`, { userIds: [`${why}.`] });
}
