import { toIso, toIsoOrNull } from "#packages/core/clock.ts";
import type { HubClock, HubHealth } from "#packages/core/health.ts";
import type { Overview } from "./overview.server.ts";

const hubAnswer = ({ mirror, outbox, timers, jobs, costs: _costs, ...rest }: HubHealth) => ({
  ...rest,
  mirror: {
    ...mirror,
    failingSince: toIsoOrNull(mirror.failingSince),
    refused: mirror.refused.map((row) => ({ ...row, since: toIso(row.since), nextTryAt: toIso(row.nextTryAt) })),
  },
  outbox: {
    ...outbox,
    oldestQueuedAt: toIsoOrNull(outbox.oldestQueuedAt),
    resting: outbox.resting.map((rest) => ({ ...rest, since: toIso(rest.since), nextTryAt: toIso(rest.nextTryAt) })),
  },
  jobs: jobs.map((job) => ({ ...job, startedAt: toIso(job.startedAt) })),
  timers: { ...timers, nextDueAt: toIsoOrNull(timers.nextDueAt) },
});

const copyAnswer = ({ lastSeq, nextDueAt, flushedAt, gauges }: HubClock) => ({
  lastSeq,
  gauges,
  nextDueAt: toIsoOrNull(nextDueAt),
  flushedAt: toIso(flushedAt),
});

/** As the API shows it: moments in ISO 8601. */
export const overviewAnswer = ({ at, hubs, isolate, ...rest }: Overview) => ({
  ...rest,
  at: toIso(at),
  items: hubs.map(({ hub, copy, ...row }) => ({
    ...row,
    hub: hub && hubAnswer(hub),
    copy: copy && copyAnswer(copy),
  })),
  isolate: { ...isolate, since: toIso(isolate.since) },
});
