import type { HostFacts } from "#packages/core/health.ts";
import { readClocks } from "./clocks.ts";
import { isolateCosts } from "./costs.ts";
import { type Env, releaseOf } from "./env.ts";
import { limitedLately } from "./metrics.ts";

const costsShown = 20;

export async function hostFacts(env: Env): Promise<HostFacts> {
  const { hubs, statements } = isolateCosts();
  return {
    release: releaseOf(env),
    clocks: await readClocks(env),
    isolate: {
      since: hubs.since,
      hubs: hubs.top("totalMs", costsShown),
      statements: statements.top("totalMs", costsShown),
      limited: limitedLately(),
    },
  };
}
