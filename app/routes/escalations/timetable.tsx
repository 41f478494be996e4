import { Fragment } from "react";
import { Badge } from "#app/components/ui/badge.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { ZoneProvider } from "#app/lib/clock.tsx";
import { cx } from "#app/lib/cx.ts";
import { formatDuration } from "#packages/core/duration.ts";
import type { UpcomingPage } from "#packages/escalations/upcoming.server.ts";
import { howWords, whyThem } from "./sentence.ts";

export interface DryRunAnswer {
  severity: string;
  openedAt: string;
  timeZone: string;
  chains: number;
  pages: (UpcomingPage & { chainId: string })[];
  gaps: number;
  unreachable: number;
  clockChanges: { at: string; goes: "forward" | "back"; from: string; to: string }[];
}

const offset = (openedAt: string, dueAt: string) => {
  const ms = Date.parse(dueAt) - Date.parse(openedAt);
  return ms < 60_000 ? "at once" : `+ ${formatDuration(ms)}`;
};

/** Every page in the order it would go out, on the process's own clock. */
export function Timetable({ run }: { run: DryRunAnswer }) {
  return (
    <ZoneProvider timeZone={run.timeZone}>
      <ol className="divide-y divide-border">
        {run.pages.map((page, place) => (
          <Fragment key={`${page.chainId}.${page.round}.${page.tier}`}>
            {run.clockChanges
              .filter(({ at }) => at <= page.dueAt && at > (run.pages[place - 1]?.dueAt ?? run.openedAt))
              .map((change) => (
                <li key={change.at} className="bg-surface-sunken px-4 py-2 text-small">
                  {change.from} → {change.to}: the clock goes {change.goes} here.
                </li>
              ))}
            <PageLine page={page} openedAt={run.openedAt} />
          </Fragment>
        ))}
      </ol>
    </ZoneProvider>
  );
}

const onlyHeld = ({ channels, held }: UpcomingPage) => held.length === channels.length;

function PageLine({ page, openedAt }: { page: UpcomingPage; openedAt: string }) {
  const nobody = page.people.length === 0;
  const lost = nobody || onlyHeld(page);
  return (
    <li
      className={cx(
        "grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[10rem_7rem_minmax(0,1fr)]",
        lost ? "bg-danger-soft" : page.gap && "bg-warning-soft",
      )}
    >
      <p className="font-medium max-sm:flex max-sm:items-baseline max-sm:gap-3">
        <AbsoluteTime at={page.dueAt} />
        <span className="figures block text-small font-normal text-text-muted">{offset(openedAt, page.dueAt)}</span>
      </p>
      <p className="text-small text-text-muted sm:pt-0.5">
        <span className="figures text-text">Tier {page.tier}</span>
        {page.round > 1 && `, round ${page.round}`}
        <span className="block max-sm:ml-1.5 max-sm:inline">{page.chainName}</span>
      </p>
      <div>
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{nobody ? "Nobody" : page.people.map(({ name }) => name).join(", ")}</span>
          {!nobody && <span className="text-text-muted">{howWords(page.channels)}</span>}
          {lost ? (
            <Badge tone="alarm" icon="user-x">
              Unreachable
            </Badge>
          ) : (
            page.gap && (
              <Badge tone="warning" icon="triangle-alert">
                Not the first choice
              </Badge>
            )
          )}
        </p>
        <p className={cx("mt-0.5 text-small", nobody || page.gap ? "text-text" : "text-text-muted")}>
          {whyThem(page.trail)}
        </p>
        {page.held.map(({ channel, problem }) => (
          <p key={channel} className="mt-0.5 text-small text-danger-text">
            Not {howWords([channel])}: {problem}.
          </p>
        ))}
      </div>
    </li>
  );
}

/** The answer in one line. */
export function summaryOf({ pages, unreachable, chains, severity, openedAt }: DryRunAnswer): string {
  const last = pages.at(-1);
  if (chains === 0) return `No active chain is for ${severity}: nobody would be paged.`;
  if (!last) return "Nobody would be paged.";
  const people = new Set(pages.flatMap((page) => page.people.map(({ id }) => id))).size;
  const count = `${pages.length} ${pages.length === 1 ? "page" : "pages"} to ${people} ${people === 1 ? "person" : "people"}`;
  const span = Date.parse(last.dueAt) - Date.parse(openedAt);
  const time = span < 60_000 ? "at once" : `within ${formatDuration(span)}`;
  const missed = pages.filter((page) => page.gap && page.people.length > 0 && !onlyHeld(page)).length;
  const trouble = [
    unreachable > 0 && `${unreachable} would reach nobody`,
    missed > 0 && `${missed} would not reach the first choice`,
  ].filter(Boolean);
  return `${count} ${time}, if nobody acknowledges. ${trouble.length > 0 ? `${trouble.join("; ")}.` : "Everyone can be reached."}`;
}
