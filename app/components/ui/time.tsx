import { useNow, useTimeZone, useZoneSuffix } from "#app/lib/clock.tsx";
import { cx } from "#app/lib/cx.ts";
import {
  formatAbsolute,
  formatCountdown,
  formatRelative,
  formatStoryTime,
  type TimeInput,
  toMs,
} from "#app/lib/time.ts";
import { formatDuration } from "#packages/core/duration.ts";

interface TimeProps {
  at: TimeInput;
  className?: string;
}

/** "5 min ago", ticking; the moment itself on hover, in the person's zone. */
export function RelativeTime({ at, className }: TimeProps) {
  // Less than what counts as "just now", so that what has just happened never lies ahead.
  const now = useNow(5_000);
  const zone = useTimeZone();
  return (
    <time
      dateTime={new Date(toMs(at)).toISOString()}
      title={`${formatAbsolute(at, zone)} (${zone})`}
      className={cx("figures whitespace-nowrap", className)}
    >
      {formatRelative(at, now)}
    </time>
  );
}

/** " UTC+5:30", muted: which clock a time is by, where the process's shows another. */
function Zone({ at }: { at: TimeInput }) {
  const suffix = useZoneSuffix(at);
  return suffix && <span className="text-text-muted"> {suffix}</span>;
}

/** "21 Nov 2026, 11:51" in the person's zone. */
export function AbsoluteTime({ at, className, seconds, title }: TimeProps & { seconds?: boolean; title?: string }) {
  const zone = useTimeZone();
  return (
    <time
      dateTime={new Date(toMs(at)).toISOString()}
      title={title ?? zone}
      className={cx("figures whitespace-nowrap", className)}
    >
      {formatAbsolute(at, zone, { seconds })}
      <Zone at={at} />
    </time>
  );
}

/** "11:51:09" in the person's zone; the day on hover. For what stands beside its day. */
export function ClockTime({ at, className, seconds = true }: TimeProps & { seconds?: boolean }) {
  const zone = useTimeZone();
  const whole = formatAbsolute(at, zone, { seconds });
  return (
    <time
      dateTime={new Date(toMs(at)).toISOString()}
      title={`${whole} (${zone})`}
      className={cx("figures whitespace-nowrap", className)}
    >
      {whole.slice(whole.lastIndexOf(" ") + 1)}
      <Zone at={at} />
    </time>
  );
}

/** "15:14 · +8 min": when in a story that began at `from`. */
export function StoryTime({ at, from, className }: TimeProps & { from: TimeInput }) {
  const zone = useTimeZone();
  const passed = toMs(at) - toMs(from);
  return (
    <time
      dateTime={new Date(toMs(at)).toISOString()}
      title={`${formatAbsolute(at, zone, { seconds: true })} (${zone})`}
      className={cx("figures whitespace-nowrap", className)}
    >
      {formatStoryTime(at, from, zone)}
      <Zone at={at} />
      {passed >= 1_000 && ` · +${formatDuration(passed)}`}
    </time>
  );
}

/** From one moment to another; to now, ticking, without `to`. */
export function Duration({ from, to, className }: { from: TimeInput; to?: TimeInput | null; className?: string }) {
  const now = useNow();
  const end = to === null || to === undefined ? now : toMs(to);
  return <span className={cx("figures whitespace-nowrap", className)}>{formatDuration(end - toMs(from))}</span>;
}

export interface CountdownProps {
  /** Epoch milliseconds by the server's clock. */
  dueAt: number;
  /** When the time has come. */
  dueLabel?: string;
  className?: string;
}

/** "in 8:45": never to be mistaken for a time of day. */
export function Countdown({ dueAt, dueLabel = "now", className }: CountdownProps) {
  const left = dueAt - useNow();
  return (
    <span
      role="timer"
      className={cx("figures shrink-0 font-semibold whitespace-nowrap", left < 60_000 && "text-danger-text", className)}
    >
      {left <= 0 ? dueLabel : `in ${formatCountdown(left)}`}
    </span>
  );
}
