import { command } from "#packages/core/command.ts";
import { missing } from "#packages/core/deletion.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { startableFor } from "./effect.server.ts";
import { chainKind } from "./entity.server.ts";
import { StartChain } from "./inputs.ts";
import { startChain } from "./runs.server.ts";
import { chainById } from "./store.server.ts";

/** By hand: a chain begins anew for the open incidents that it fits and for which it pages nobody, after it was switched on or written. */
export const startForOpen = command({
  name: "escalations.start",
  permission: "escalations.manage",
  audit: { action: "chain.start", words: "started … for open incidents", entity: "chain" },
  input: StartChain,
  run(ctx, input) {
    const chain = chainById(ctx.db, ctx.processId, input.id);
    if (!chain) return refuse(missing(ctx, chainKind, input.id, "the chain"));
    if (!chain.isActive)
      return refuse(errors.conflict(`The chain “${chain.name}” is switched off. Switch it on to start it.`));
    const incidents = startableFor(ctx, chain);
    for (const incident of incidents) startChain(ctx, incident, chain, `${ctx.actor.name} started it again`);
    if (incidents.length > 0)
      ctx.emit({
        about: chainKind.ref(chain),
        action: "started",
        summary: `${ctx.actor.name} started the chain “${chain.name}” for ${incidents.map(({ reference }) => reference).join(", ")}`,
      });
    return ok({ started: incidents.map(({ reference }) => reference) });
  },
});
