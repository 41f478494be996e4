import { useCan } from "#app/components/shell/shell-data.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { ListAct } from "#app/kit/list/list-act.tsx";
import { channelLabel } from "#app/lib/channels.ts";
import type { RestingAnswer } from "#packages/outbox/queries.server.ts";

/** Processes share the mail service, and mostly the reason: each channel and reason is told once. */
function told(resting: readonly RestingAnswer[]): RestingAnswer[] {
  const first = new Map<string, RestingAnswer>();
  for (const rest of resting.toSorted((a, b) => a.since.localeCompare(b.since))) {
    const key = `${rest.channel} ${rest.reason}`;
    if (!first.has(key)) first.set(key, rest);
  }
  return [...first.values()];
}

export const triedChannels = ["email", "slack", "webhook"] as const;
export const tryAct = (channel: string) => `try:${channel}`;

interface RestingNoticeProps {
  resting: readonly RestingAnswer[];
  /** Of one process: only there can a channel be tried. */
  single: boolean;
}

export function RestingNotice({ resting, single }: RestingNoticeProps) {
  const mayTry = useCan("outbox.retry") && single;
  return told(resting).map(({ channel, reason, since }) => (
    <section
      key={`${channel} ${reason}`}
      aria-label={`${channelLabel[channel]} waits`}
      className="flex items-start gap-3 rounded-lg border border-warning bg-warning-soft px-4 py-3"
    >
      <Icon name="circle-pause" className="mt-0.5 size-4 shrink-0 text-warning-text" />
      <div className="min-w-0 wrap-anywhere">
        <p className="font-semibold text-warning-text">
          {channelLabel[channel]} waits since <AbsoluteTime at={since} seconds />
        </p>
        <p>{reason}. It is tried again by itself, and what waits goes out then, pages first.</p>
        {mayTry && (
          <div className="mt-2">
            <ListAct name={tryAct(channel)} pendingLabel="Trying…" any>
              Try now
            </ListAct>
          </div>
        )}
      </div>
    </section>
  ));
}
