import { clock } from "#packages/core/clock.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import type { HostFacts, HubClock, HubHealth } from "#packages/core/health.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { type CostRow, costliest, type HubRow, mostOverdueFirst, troublesOf } from "./rules.ts";

/** So many hubs are asked at once; of the others D1's word is shown. Asking wakes a hub that sleeps. */
const mostAsked = 50;
/** One hub may keep the page waiting for this long. Tests make it shorter. */
export const patience = { hubMs: 2_000 };
const costsShown = 20;

export interface Overview {
  at: number;
  release: string;
  /** False: D1 does not answer, so nothing is known of hubs that were not asked. */
  d1: boolean;
  hubs: HubRow[];
  /** The views and commands that read most rows in the hubs that were asked. */
  costliest: CostRow[];
  isolate: HostFacts["isolate"];
}

interface Named {
  id: string;
  slug: string;
  name: string;
}

const platform: Named = { id: platformProcess, slug: platformProcess, name: "Platform" };

async function rowOf(api: ApiContext, { id, slug, name }: Named, copy: HubClock | null, ask: boolean, now: number) {
  const late = refuse(errors.unavailable("The hub does not answer in time."));
  const answer: Result<HubHealth> | null = ask ? await atMost(patience.hubMs, api.operate(id).health(), late) : null;
  const hub = answer?.ok ? answer.value : null;
  const state = !answer ? ("not_asked" as const) : answer.ok ? ("reached" as const) : ("not_reached" as const);
  return { processId: id, slug, name, state, hub, copy, troubles: troublesOf({ state, hub, copy }, now) };
}

/** Every hub as it says itself, where it can be asked, and as D1 last heard of it. One that is away is a row, no error. */
export async function overviewOf(api: ApiContext, only: string | null = null): Promise<Result<Overview>> {
  const [processes, host] = await Promise.all([api.processes(), api.host()]);
  if (!processes.ok) return processes;
  const now = clock.now();
  const clocks = new Map(host.clocks?.map((one) => [one.processId, one]));
  const all = [platform, ...processes.value].filter(({ id, slug }) => only === null || only === id || only === slug);
  if (all.length === 0) return refuse(errors.notFound("The process"));
  const asked = new Set(
    all
      .toSorted((a, b) => mostOverdueFirst(clocks.get(a.id), clocks.get(b.id)))
      .slice(0, mostAsked)
      .map(({ id }) => id),
  );
  const hubs = await Promise.all(all.map((one) => rowOf(api, one, clocks.get(one.id) ?? null, asked.has(one.id), now)));
  const reached = hubs.flatMap(({ hub }) => (hub ? [hub] : []));
  const { release, isolate } = host;
  return ok({
    at: now,
    release,
    d1: host.clocks !== null,
    // Who is in trouble first; the others stay in the directory's order.
    hubs: hubs.toSorted((a, b) => Math.sign(b.troubles.length) - Math.sign(a.troubles.length)),
    costliest: costliest(reached, costsShown),
    isolate,
  });
}
