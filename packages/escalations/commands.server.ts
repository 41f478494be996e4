import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { incidentAnswer } from "#packages/incidents/answer.ts";
import { loadIncident } from "#packages/incidents/store.server.ts";
import { userById } from "#packages/users/queries.server.ts";
import { chainAnswer } from "./answer.ts";
import { fire } from "./fire.server.ts";
import { startEscalations, stopChain } from "./follow.server.ts";
import { CreateChain, DeleteChain, EscalateIncident, FireTier, UpdateChain } from "./inputs.ts";
import { firingKey, type Tier } from "./rules.ts";
import { chainById, pendingOf, runById, runsOf } from "./store.server.ts";
import { escalationChains } from "./tables.ts";

type TierInput = { id?: string | undefined; afterMinutes: number; channels: Tier["channels"]; userId: string | null };

/** Known tiers keep their ids, new ones get one; an id that comes twice would make two tiers one. */
function withIds(ctx: Ctx, tiers: TierInput[]): Tier[] {
  const used = new Set<string>();
  return tiers.map(({ id, ...tier }) => {
    const own = id !== undefined && !used.has(id) ? id : ctx.newId("tier");
    used.add(own);
    return { id: own, ...tier };
  });
}

/** A tier's person must be somebody of this process; inactive ones are allowed and shown as a gap. */
function tierProblem(ctx: Ctx, tiers: TierInput[]) {
  const index = tiers.findIndex((tier) => tier.userId !== null && !userById(ctx.db, ctx.processId, tier.userId));
  return index < 0
    ? null
    : errors.invalid(`Tier ${index + 1} names somebody who is not in this process.`, {
        [`tiers.${index}.userId`]: ["Nobody of this process."],
      });
}

export const createChain = command({
  name: "escalations.createChain",
  permission: "escalations.manage",
  audit: { action: "chain.create", entity: "chain" },
  input: CreateChain,
  run(ctx, input) {
    const problem = tierProblem(ctx, input.tiers);
    if (problem) return refuse(problem);
    const chain = ctx.put(escalationChains, {
      ...input,
      id: ctx.newId("chain"),
      tiers: withIds(ctx, input.tiers),
      editedAt: ctx.now,
      version: 1,
    });
    ctx.emit({
      entity: "chain",
      entityId: chain.id,
      action: "created",
      summary: `${ctx.actor.name} created the chain “${chain.name}”`,
    });
    return ok(chainAnswer(chain));
  },
});

export const updateChain = command({
  name: "escalations.updateChain",
  permission: "escalations.manage",
  audit: { action: "chain.update", entity: "chain" },
  input: UpdateChain,
  run(ctx, input) {
    const chain = chainById(ctx.db, ctx.processId, input.id);
    if (!chain) return refuse(errors.notFound("The chain"));
    if (input.version !== undefined && input.version !== chain.version) {
      return refuse(
        errors.conflict(
          "Somebody changed this chain while you were writing. Compare the two and save again.",
          chainAnswer(chain),
        ),
      );
    }
    const problem = tierProblem(ctx, input.tiers ?? []);
    if (problem) return refuse(problem);
    const { id: _id, version: _version, tiers, ...fields } = input;
    const changes = { ...fields, ...(tiers ? { tiers: withIds(ctx, tiers) } : {}) };
    const timing = (of: { tiers?: Tier[]; repeat?: number; isActive?: boolean }) =>
      canonicalJson({
        tiers: of.tiers ?? chain.tiers,
        repeat: of.repeat ?? chain.repeat,
        isActive: of.isActive ?? chain.isActive,
      });
    const editedAt = timing(changes) === timing(chain) ? chain.editedAt : ctx.now;
    const after = ctx.patch(escalationChains, chain, { ...changes, editedAt, version: chain.version + 1 });
    if (chain.isActive && !after.isActive) stopChain(ctx, after, `${ctx.actor.name} switched the chain off`);
    ctx.emit({
      entity: "chain",
      entityId: chain.id,
      action: "updated",
      summary: `${ctx.actor.name} changed the chain “${after.name}”`,
    });
    return ok(chainAnswer(after));
  },
});

export const deleteChain = command({
  name: "escalations.deleteChain",
  permission: "escalations.manage",
  audit: { action: "chain.delete", entity: "chain" },
  input: DeleteChain,
  run(ctx, input) {
    const chain = chainById(ctx.db, ctx.processId, input.id);
    if (!chain) return refuse(errors.notFound("The chain"));
    stopChain(ctx, chain, `${ctx.actor.name} deleted the chain`);
    ctx.remove(escalationChains, chain);
    ctx.emit({
      entity: "chain",
      entityId: chain.id,
      action: "deleted",
      summary: `${ctx.actor.name} deleted the chain “${chain.name}”`,
    });
    return ok(null);
  },
});

/** Fired by the timer. Whether the tier is still wanted is read in the same transaction as what it sends. */
export const fireTier = command({
  name: "escalations.fire",
  permission: "system",
  audit: { action: "escalation.fire", entity: "incident" },
  input: FireTier,
  run(ctx, input) {
    const run = runById(ctx.db, ctx.processId, input.runId);
    const key = firingKey(input.runId, input.round, input.tierId);
    const due = run && pendingOf(ctx.db, run).find(({ round, tier }) => firingKey(run.id, round, tier.id) === key);
    if (run && due) fire(ctx, run, due, false);
    return ok(null);
  },
});

/** By hand: the next tier now instead of at its time; with nothing running, the chain anew, acknowledged or not. */
export const escalateIncident = command({
  name: "escalations.escalate",
  permission: "escalations.run",
  audit: { action: "incident.escalate", entity: "incident" },
  input: EscalateIncident,
  run(ctx, input) {
    const incident = loadIncident(ctx, { id: input.id });
    if (!incident.ok) return incident;
    if (incident.value.status === "resolved")
      return refuse(
        errors.conflict(
          `${incident.value.reference} is resolved. Reopen it to escalate.`,
          incidentAnswer(incident.value),
        ),
      );
    const chain = input.chainId ? chainById(ctx.db, ctx.processId, input.chainId) : undefined;
    if (chain === null) return refuse(errors.notFound("The chain"));
    const running = runsOf(ctx.db, ctx.processId, incident.value.id).filter(
      (run) => run.state === "running" && (!chain || run.chainId === chain.id),
    );
    const runs =
      running.length > 0 ? running : startEscalations(ctx, incident.value, `${ctx.actor.name} escalated it`, chain);
    const next = runs
      .flatMap((run) =>
        pendingOf(ctx.db, run)
          .slice(0, 1)
          .map((due) => ({ run, due })),
      )
      .sort((a, b) => a.due.dueAt - b.due.dueAt)[0];
    if (!next)
      return refuse(
        errors.conflict(
          "No escalation chain fits this incident. Create one, or choose one.",
          incidentAnswer(incident.value),
        ),
      );
    fire(ctx, next.run, next.due, true);
    return ok(incidentAnswer(incident.value));
  },
});
