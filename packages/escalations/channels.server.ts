import { z } from "zod";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { handChannels } from "./page.server.ts";
import { channels } from "./rules.ts";
import { chainsOf } from "./store.server.ts";

/**
 * The ways by which pages leave: whether each is in use (of a chain that is switched on, or for pages by hand), and why it takes
 * nothing at present.
 */
export const pageChannels = view({
  name: "escalations.channels",
  permission: "escalations.view",
  input: z.object({}),
  run(ctx) {
    const active = chainsOf(ctx.db, ctx.processId).filter(({ isActive }) => isActive);
    const used = new Set([...handChannels, ...active.flatMap(({ tiers }) => tiers.flatMap((tier) => tier.channels))]);
    return ok(channels.map((channel) => ({ channel, inUse: used.has(channel), problem: ctx.channelProblem(channel) })));
  },
});
