import { z } from "zod";
import { recordFor } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { dateIn } from "#packages/core/zones.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { type OnCallRole, onCallRoles } from "#packages/on-call/rules.ts";
import { onCallOn } from "#packages/on-call/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { usersOf } from "#packages/users/queries.server.ts";
import { handChannels } from "./page.server.ts";
import { problemOf } from "./reach.ts";
import { chainsOf, personOf } from "./store.server.ts";

/** Whom somebody can page by hand for an incident: who is on call first, and chains that are switched on. */
export const pageChoices = view({
  name: "escalations.pageChoices",
  permission: "escalations.run",
  input: z.object({ id: z.string().max(64) }),
  run(ctx, input) {
    const incident = recordFor(ctx, incidentKind, input.id);
    if (!incident) return refuse(errors.notFound("The incident"));
    const { db, processId } = ctx;
    const today = dateIn(mustOwnProcess(db, processId).timeZone, ctx.now);
    const duties = new Map<string, OnCallRole>([...onCallOn(db, processId, today)].map(([role, id]) => [id, role]));
    const rank = ({ duty }: { duty: OnCallRole | null }) => (duty ? onCallRoles.indexOf(duty) : onCallRoles.length);
    const people = usersOf(db, processId)
      .filter((user) => problemOf(personOf(db, user)) === null)
      .map(({ id, name }) => ({ id, name, duty: duties.get(id) ?? null }))
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
    const { id, reference, title, severity, status, assignedToId } = incident;
    return ok({
      incident: { id, number: reference, title, severity, status, assignedToId },
      people,
      chains: chainsOf(db, processId)
        .filter((chain) => chain.isActive)
        .map((chain) => ({ id: chain.id, name: chain.name, severity: chain.severity })),
      /** Ways to a person that take nothing at present, and why. */
      held: handChannels.flatMap((channel) => {
        const problem = ctx.channelProblem(channel);
        return problem === null ? [] : [{ channel, problem }];
      }),
    });
  },
});
