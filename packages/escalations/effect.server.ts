import { z } from "zod";
import type { ViewContext } from "#packages/core/context.ts";
import { missing } from "#packages/core/deletion.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { id } from "#packages/core/text.ts";
import { view } from "#packages/core/view.ts";
import { severities } from "#packages/incidents/rules.ts";
import { activeOf, findIncident, type Incident } from "#packages/incidents/store.server.ts";
import { chainKind } from "./entity.server.ts";
import { startedLately } from "./limits.server.ts";
import { chainMatches } from "./rules.ts";
import { chainById, chainsOf, openRunsOfChain, runsOf } from "./store.server.ts";
import type { Chain } from "./tables.ts";

/** So many are looked at, and at most so many told one by one. */
const lookedAt = 200;
const named = 10;

/** What a chain does now: what would stop without it, what would page nobody then, and what it could be started for. */
export const chainEffect = view({
  name: "escalations.effect",
  permission: "escalations.view",
  input: z.object({ id }),
  run(ctx, input) {
    const { db, processId } = ctx;
    const chain = chainById(db, processId, input.id);
    if (!chain) return refuse(missing(ctx, chainKind, input.id, "the chain"));
    const others = chainsOf(db, processId).filter(({ id }) => id !== chain.id);
    const served = severities.filter((severity) => chain.severity === null || chain.severity === severity);
    return ok({
      chain: { id: chain.id, name: chain.name, version: chain.version, isActive: chain.isActive },
      paging: told(pagedBy(ctx, chain)),
      /** Severities of which nobody is paged by itself without it. */
      uncovered: served.filter((severity) => !others.some((other) => chainMatches(other, severity))),
      startable: told(startableFor(ctx, chain)),
    });
  },
});
export type ChainEffect = Extract<ReturnType<typeof chainEffect.run>, { ok: true }>["value"];

/** `total`: at most as many as are looked at. */
const told = (incidents: Incident[]) => ({
  total: incidents.length,
  incidents: incidents
    .slice(0, named)
    .map(({ id, reference, title, severity }) => ({ id, number: reference, title, severity })),
});

type Looking = Pick<ViewContext, "db" | "processId" | "now">;

/** Incidents for which it has still somebody to page. */
const pagedBy = ({ db, processId }: Looking, chain: Chain): Incident[] =>
  openRunsOfChain(db, processId, chain.id, { after: "", limit: lookedAt })
    .filter(({ state }) => state === "running")
    .flatMap(({ incidentId }) => findIncident(db, processId, incidentId) ?? []);

/** Open incidents that it fits and for which it has nobody left to page: it was switched off meanwhile, or is new. */
export const startableFor = ({ db, processId, now }: Looking, chain: Chain): Incident[] =>
  activeOf(db, processId, lookedAt).filter((incident) => {
    if (incident.status !== "open" || !chainMatches(chain, incident.severity)) return false;
    const runs = runsOf(db, processId, incident.id).filter(({ chainId }) => chainId === chain.id);
    return !runs.some(({ state }) => state === "running") && !startedLately(runs, now);
  });
