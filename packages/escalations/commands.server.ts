import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { actsOnIncidents } from "#packages/incidents/acting.server.ts";
import { roleWords } from "#packages/incidents/rules.ts";
import { userById } from "#packages/users/queries.server.ts";
import { chainAnswer } from "./answer.ts";
import { followChain, keepOwed, oweWhatFellDue } from "./edits.server.ts";
import { chainKind } from "./entity.server.ts";
import { fire } from "./fire.server.ts";
import { CreateChain, FireTier, UpdateChain } from "./inputs.ts";
import { placeOf, type Tier } from "./rules.ts";
import { chainById, pendingOf, runById } from "./store.server.ts";
import { type Chain, escalationChains } from "./tables.ts";

type TierInput = { id?: string | undefined; afterMinutes: number; channels: Tier["channels"]; userId: string | null };

/**
 * Known tiers keep their ids, new ones get one; an id that comes twice would make two tiers one. Where none comes with an
 * id, a tier is the one that stood in its place, so that what has been paged is not paged again.
 */
function withIds(ctx: Ctx, tiers: TierInput[], before: readonly Tier[] = []): Tier[] {
  const used = new Set<string>();
  const byPlace = tiers.every(({ id }) => id === undefined);
  return tiers.map(({ id: named, ...tier }, index) => {
    const id = byPlace ? before[index]?.id : named;
    const own = id !== undefined && !used.has(id) ? id : ctx.newId("tier");
    used.add(own);
    return { id: own, ...tier };
  });
}

/** A tier's person must be somebody of this process who may act; inactive ones are allowed and shown as a gap. */
function tierProblem(ctx: Ctx, tiers: TierInput[]): Refusal | null {
  for (const [index, { userId }] of tiers.entries()) {
    if (userId === null) continue;
    const field = `tiers.${index}.userId`;
    const user = userById(ctx.db, ctx.processId, userId);
    if (!user)
      return errors.invalid(`Tier ${index + 1} names somebody who is not in this process.`, {
        [field]: ["Nobody of this process."],
      });
    if (!actsOnIncidents(ctx.db, user))
      return errors.invalid(
        `Tier ${index + 1} names ${user.name}, who can't act on incidents (${roleWords(user.role)}). Choose somebody who can acknowledge them.`,
        { [field]: [`${user.name} can't act on incidents.`] },
      );
  }
  return null;
}

export const createChain = command({
  name: "escalations.createChain",
  permission: "escalations.manage",
  audit: { action: "chain.create", words: "made the chain …", entity: "chain" },
  input: CreateChain,
  run(ctx, input) {
    const problem = tierProblem(ctx, input.tiers);
    if (problem) return refuse(problem);
    const chain = ctx.put(escalationChains, {
      ...input,
      id: ctx.newId("chain"),
      tiers: withIds(ctx, input.tiers),
      editedAt: ctx.now,
      timingVersion: 1,
      version: 1,
    });
    ctx.emit({
      about: chainKind.ref(chain),
      action: "created",
      summary: `${ctx.actor.name} created the chain “${chain.name}”`,
    });
    return ok(chainAnswer(chain));
  },
});

function switchedWords(before: Chain, after: Chain): string | null {
  if (before.isActive === after.isActive) return null;
  return after.isActive ? "switched it on again" : "switched it off";
}

export const updateChain = command({
  name: "escalations.updateChain",
  permission: "escalations.manage",
  audit: { action: "chain.update", words: "changed the chain …", entity: "chain" },
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
    const { id: _id, version: _version, goOn = false, tiers, ...fields } = input;
    const changes = { ...fields, ...(tiers ? { tiers: withIds(ctx, tiers, chain.tiers) } : {}) };
    const timing = (of: { tiers?: Tier[]; repeat?: number; isActive?: boolean }) =>
      canonicalJson({
        tiers: of.tiers ?? chain.tiers,
        repeat: of.repeat ?? chain.repeat,
        isActive: of.isActive ?? chain.isActive,
      });
    const version = chain.version + 1;
    const edited = timing(changes) !== timing(chain);
    if (edited) keepOwed(ctx, chain);
    if (goOn && !chain.isActive && changes.isActive) oweWhatFellDue(ctx, chain);
    const timed = edited ? { editedAt: ctx.now, timingVersion: version } : {};
    const after = ctx.patch(escalationChains, chain, { ...changes, ...timed, version });
    if (edited) followChain(ctx, chain, after, switchedWords(chain, after) ?? "changed it");
    ctx.emit({
      about: chainKind.ref(chain),
      action: "updated",
      summary: `${ctx.actor.name} changed the chain “${after.name}”`,
    });
    return ok(chainAnswer(after));
  },
});

/** Fired by the timer. Whether the tier is still wanted is read in the same transaction as what it sends. */
export const fireTier = command({
  name: "escalations.fire",
  permission: "system",
  audit: { action: "escalation.fire", words: "paged for …", entity: "incident" },
  input: FireTier,
  run(ctx, input) {
    const run = runById(ctx.db, ctx.processId, input.runId);
    if (!run) return ok(null);
    const place = placeOf({ round: input.round, tier: { id: input.tierId } });
    for (const due of pendingOf(ctx.db, run)) if (placeOf(due) === place) return ok(fire(ctx, run, due, false));
    return ok(null);
  },
});
