import type { HostFacts, ProcessClock } from "#packages/core/health.ts";
import { partitionsOf } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { isolateCosts } from "./costs.ts";
import { type Env, releaseOf } from "./env.ts";
import { limitedSoFar } from "./metrics.ts";

const d1PatienceMs = 2_000;
const costsShown = 20;

async function clocksOf(env: Env): Promise<ProcessClock[] | null> {
  const asked = Promise.all(
    partitionsOf(env).map((db) =>
      db
        .prepare(
          "SELECT process_id AS processId, rev, next_due_at AS nextDueAt, flushed_at AS flushedAt FROM process_clocks",
        )
        .all<ProcessClock>(),
    ),
  ).then(
    (parts) => parts.flatMap(({ results }) => results),
    () => null,
  );
  return atMost(d1PatienceMs, asked, null);
}

export async function hostFacts(env: Env): Promise<HostFacts> {
  const { hubs, statements } = isolateCosts();
  return {
    release: releaseOf(env),
    clocks: await clocksOf(env),
    isolate: {
      since: hubs.since,
      hubs: hubs.top("totalMs", costsShown),
      statements: statements.top("totalMs", costsShown),
      limited: limitedSoFar(),
    },
  };
}
