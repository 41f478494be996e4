import { command } from "#packages/core/command.ts";
import type { Guard } from "#packages/core/module.ts";
import { ok } from "#packages/core/result.ts";
import { rowById } from "#packages/core/rows.ts";
import { findIncident } from "#packages/incidents/store.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { usersByIds } from "#packages/users/queries.server.ts";
import { tellOfPages } from "./fire.server.ts";
import { PageFallback } from "./inputs.ts";
import { problemOf, problemWords } from "./reach.ts";
import { chainOf, personById, personOf, reachIn, runById } from "./store.server.ts";
import { escalationExecutions } from "./tables.ts";

/**
 * A page waited (the mail service was away) for somebody who can't be paged any more: the next in line is paged instead.
 * Not when somebody else of the same firing has been paged as well, and nobody who was paged before.
 */
export const pageFallback = command({
  name: "escalations.fallback",
  permission: "system",
  audit: { action: "escalation.fallback", words: "paged the managers for …", entity: "incident" },
  input: PageFallback,
  run(ctx, input) {
    const { db, processId } = ctx;
    const execution = rowById(db, escalationExecutions, processId, input.executionId);
    const run = execution && runById(db, processId, execution.runId);
    const incident = execution && findIncident(db, processId, execution.incidentId);
    if (!run || !incident || run.state === "stopped") return ok(null);
    const reachable = (id: string) => problemOf(personById(db, processId, id)) === null;
    if (execution.targetIds.some(reachable)) return ok(null);
    const chain = chainOf(db, run);
    if (!chain?.isActive) return ok(null);
    const process = mustOwnProcess(db, processId);
    const known = chain.tiers.find(({ id }) => id === execution.tierId);
    const { round, tierId: id, tierNumber: number, dueAt } = execution;
    // A tier that was edited away meanwhile still has its page to deliver: to who is on call.
    const tier = { id, afterMinutes: 0, userId: null, ...known, channels: execution.channels };
    const target = reachIn(db, processId, process.timeZone)(tier, ctx.now);
    const after = ctx.patch(escalationExecutions, execution, {
      trail: target.trail,
      targetIds: [...execution.targetIds, ...target.people.map((person) => person.id)],
      outcome: target.people.length > 0 ? "paged" : "unreachable",
    });
    const due = { round, tier, number, dueAt };
    tellOfPages(ctx, { process, incident, run, due, target, execution: after, instead: true });
    return ok(null);
  },
});

/** Why a page that waits may not go to its person any more, and who is asked in their place. */
export const replaced: Guard = (db, processId, _runId, waiting) => {
  const people = usersByIds(
    db,
    processId,
    waiting.flatMap(({ userId }) => userId ?? []),
  );
  return ({ userId, group: executionId }) => {
    if (!userId || !executionId) return null;
    const user = people.get(userId) ?? null;
    const problem = problemOf(user && personOf(db, user));
    if (problem === null) return null;
    const instead = { command: pageFallback.name, input: { executionId } };
    const drop =
      user && problem !== "nobody" ? problemWords(user.name, problem, user.role) : "its recipient no longer exists";
    return { drop, instead };
  };
};
