import { AbsoluteTime, RelativeTime } from "#app/components/ui/time.tsx";
import { formatDuration } from "#packages/core/duration.ts";
import type { HubRow } from "#packages/operations/rules.ts";
import { Facts } from "./facts.tsx";

const count = (value: number) => value.toLocaleString("en");
const moment = (at: number | null) => (at === null ? "none" : <RelativeTime at={at} />);

/** Everything a hub says of itself, and what D1 last heard of it. */
export function HubFacts({ row: { hub, copy } }: { row: HubRow }) {
  const heard = copy && <AbsoluteTime at={copy.flushedAt} seconds />;
  if (!hub)
    return (
      <Facts
        facts={[
          ["D1 last heard", heard ?? "never"],
          ["Due next, by D1", moment(copy?.nextDueAt ?? null)],
          ["Open incidents, by D1", copy && count(copy.gauges.d2c_open_incidents ?? 0)],
          ["Messages queued, by D1", copy && count(copy.gauges.d2c_outbox_queued ?? 0)],
        ]}
      />
    );
  const { mirror, outbox, timers, limits } = hub;
  return (
    <Facts
      facts={[
        ...hub.figures.map(({ label, unit, value }): [string, string | null] => [
          label,
          value === null ? null : unit === "ms" ? formatDuration(value) : count(value),
        ]),
        ["Timers set", count(timers.waiting)],
        ["Next due", moment(timers.nextDueAt)],
        ["Overdue", count(timers.overdue)],
        ["Broke, tried again", count(timers.failing)],
        ["Messages queued", count(outbox.queued)],
        ["The oldest since", outbox.oldestQueuedAt && moment(outbox.oldestQueuedAt)],
        ["Given up", count(outbox.parked)],
        ["Rows D1 lacks", count(mirror.pendingRows)],
        ["D1 fails since", mirror.failingSince && moment(mirror.failingSince)],
        ["D1 says", mirror.lastError],
        ["D1 last heard", heard],
        ["Revision", count(hub.rev)],
        ["Sockets", count(hub.sockets)],
        ["Over a limit within an hour", `${count(limits.read)} reads, ${count(limits.write)} changes`],
      ]}
    />
  );
}
