import { minute, toIso } from "#packages/core/clock.ts";
import { clockChanges, nextClockChange, wallTimeKind } from "#packages/core/clock-changes.ts";
import type { ViewContext } from "#packages/core/context.ts";
import { dateWords } from "#packages/core/dates.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { addDays, dateIn, localMinute, wallTime } from "#packages/core/zones.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { DryRun } from "./inputs.ts";
import { chainMatches, timetable } from "./rules.ts";
import { chainsOf } from "./store.server.ts";
import type { Chain } from "./tables.ts";
import { reachesSomebody, type UpcomingPage, upcomingIn } from "./upcoming.server.ts";

/** The exact timetable of pages for an incident of a severity opened at a time, by the code that really pages. */
export const dryRun = view({
  name: "escalations.dryRun",
  permission: "escalations.view",
  input: DryRun,
  run(ctx, input) {
    const { timeZone } = mustOwnProcess(ctx.db, ctx.processId);
    const local = /(Z|[+-]\d{2}:?\d{2})$/.test(input.at) ? null : input.at;
    const openedAt = local ? safeWallTime(timeZone, local) : Date.parse(input.at);
    if (!Number.isFinite(openedAt) || Math.abs(openedAt - ctx.now) > 10 * 366 * 86_400_000) {
      return refuse(
        errors.invalid("Choose a time within ten years from now.", { at: ["Not a time that can be looked at."] }),
      );
    }
    const chains = chainsOf(ctx.db, ctx.processId).filter((chain) => chainMatches(chain, input.severity));
    const pages = pagesFor(ctx, chains, openedAt);
    const last = Date.parse(pages.at(-1)?.dueAt ?? toIso(openedAt));
    return ok({
      severity: input.severity,
      openedAt: toIso(openedAt),
      timeZone,
      chains: chains.length,
      pages,
      gaps: pages.filter((page) => page.gap).length,
      unreachable: pages.filter((page) => !reachesSomebody(page)).length,
      /** Where the time asked for is none of the clock, or comes twice: which moment is meant. */
      note: local && Number.isFinite(openedAt) ? wallTimeNote(timeZone, local, openedAt) : null,
      /** Between two pages the clock is put forward or back. */
      clockChanges: clockChanges(timeZone, openedAt, last).map((change) => ({ ...change, at: toIso(change.at) })),
      presets: presetsFrom(ctx, timeZone, chains),
    });
  },
});

type Page = UpcomingPage & { chainId: string };

const pagesFor = (ctx: ViewContext, chains: readonly Chain[], openedAt: number, upcoming = upcomingIn(ctx)): Page[] =>
  chains
    .flatMap((chain) =>
      Array.from(timetable(chain, openedAt), (due) => ({ chainId: chain.id, ...upcoming(chain.name, due) })),
    )
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));

/** "01:30 does not exist on Sun 28 Mar: the clock is put forward. 02:30 is meant." */
function wallTimeNote(timeZone: string, local: string, at: number): string | null {
  const [day, time] = [dateWords(local.slice(0, 10)), local.slice(11, 16)];
  switch (wallTimeKind(timeZone, local)) {
    case "once":
      return null;
    case "skipped":
      return `${time} does not exist on ${day}: the clock is put forward. ${localMinute(timeZone, at).slice(11)} is meant.`;
    case "twice":
      return `${time} comes twice on ${day}: the clock is put back. The first is meant.`;
  }
}

const nightsAhead = 14;

/** Times worth asking for, on the process's clock. */
function presetsFrom(ctx: ViewContext, timeZone: string, chains: readonly Chain[]): { label: string; at: string }[] {
  const today = dateIn(timeZone, ctx.now);
  const nights = Array.from({ length: nightsAhead + 1 }, (_, days) => `${addDays(today, days)}T03:00`);
  const ahead = nights.filter((local) => wallTime(timeZone, local) > ctx.now).slice(0, nightsAhead);
  const change = nextClockChange(timeZone, ctx.now);
  const upcoming = upcomingIn(ctx);
  const gap = ahead.find((local) =>
    pagesFor(ctx, chains.map(onceThrough), wallTime(timeZone, local), upcoming).some(
      (page) => page.gap || !reachesSomebody(page),
    ),
  );
  return [
    ...ahead.slice(0, 1).map((at) => ({ label: "Next 03:00", at })),
    ...(gap ? [{ label: `Next gap within ${nightsAhead} nights`, at: gap }] : []),
    ...(change ? [{ label: "Next clock change", at: localMinute(timeZone, change.at - 15 * minute) }] : []),
  ];
}

/** Later rounds reach those of the first, unless they last for days. */
const onceThrough = (chain: Chain): Chain => ({ ...chain, repeat: 0 });

function safeWallTime(timeZone: string, local: string): number {
  try {
    return wallTime(timeZone, local);
  } catch {
    return Number.NaN;
  }
}
