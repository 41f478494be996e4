import { toIso } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { wallTime } from "#packages/core/zones.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { DryRun } from "./inputs.ts";
import { chainMatches, timetable } from "./rules.ts";
import { chainsOf, reachIn } from "./store.server.ts";
import { upcomingAnswer } from "./upcoming.server.ts";

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
    const reach = reachIn(ctx.db, ctx.processId, timeZone);
    const pages = chains
      .flatMap((chain) =>
        Array.from(timetable(chain, openedAt), (due) => ({
          chainId: chain.id,
          ...upcomingAnswer(reach, chain.name, due),
        })),
      )
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    const unreachable = pages.filter((page) => page.people.length === 0).length;
    return ok({
      severity: input.severity,
      openedAt: toIso(openedAt),
      timeZone,
      chains: chains.length,
      pages,
      gaps: pages.filter((page) => page.gap).length,
      unreachable,
    });
  },
});

function safeWallTime(timeZone: string, local: string): number {
  try {
    return wallTime(timeZone, local);
  } catch {
    return Number.NaN;
  }
}
