import { minute, second } from "#packages/core/clock.ts";
import type { Cost } from "#packages/core/costs.ts";
import type { HubClock, HubHealth } from "#packages/core/health.ts";
import { isTold } from "#packages/core/sending/rests.ts";

/** What an operator can ask of a process's hub itself. */
export const operatorActs = ["resync", "restore", "compare", "verify"] as const;
export type OperatorAct = (typeof operatorActs)[number];
/** Those that take long and are a job of the process. */
export const begunActs = ["compare", "resync"] as const;

/** `not_asked`: only what D1 knows of it is shown. `not_reached`: it is away, or took too long. */
export type HubState = "reached" | "not_reached" | "not_asked";

export interface HubRow {
  processId: string;
  slug: string;
  name: string;
  state: HubState;
  hub: HubHealth | null;
  /** Null: D1 has not heard of it, or does not answer. */
  copy: HubClock | null;
  /** What is wrong with it, the worst first. */
  troubles: string[];
}

/** What a view or command cost in all hubs together. */
export interface CostRow extends Cost {
  hubs: number;
  /** The hub in which it read most rows, and how many. */
  processId: string;
  mostRows: number;
}

/** A timer this late, a message this long in the queue and a copy failing this long are no hiccup any more. */
const overdueAfter = 5 * second;
const queuedFor = minute;

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** What of a hub somebody should look at, in plain words. */
export function troublesOf({ state, hub, copy }: Pick<HubRow, "state" | "hub" | "copy">, now: number): string[] {
  if (state === "not_reached") return ["does not answer: its pages may not go out"];
  const due = hub ? hub.timers.nextDueAt : (copy?.nextDueAt ?? null);
  const late = due !== null && now - due > overdueAfter ? ["what is due was not done"] : [];
  if (!hub) return late;
  if (hub.state === "closed") return ["has lost its data and refuses everything: restore it"];
  const { timers, outbox, mirror, limits } = hub;
  const givenUp = hub.jobs.filter(({ status }) => status === "parked").length;
  const said: [boolean, string][] = [
    [
      timers.failing > 0,
      `${counted(timers.failing, "timer")} broke and ${timers.failing === 1 ? "is" : "are"} tried again`,
    ],
    [outbox.oldestQueuedAt !== null && now - outbox.oldestQueuedAt > queuedFor, "messages wait for over a minute"],
    ...outbox.resting.filter(isTold).map(({ reason }): [boolean, string] => [true, reason]),
    [mirror.failingSince !== null, "D1 takes nothing from it"],
    [mirror.refused.length > 0, `${counted(mirror.refused.length, "row")} set aside by D1`],
    [givenUp > 0, `${counted(givenUp, "job")} given up`],
    [outbox.parked > 0, `${counted(outbox.parked, "message")} given up`],
    ...hub.figures.map(({ trouble }): [boolean, string] => [trouble !== null, trouble ?? ""]),
    [limits.read + limits.write > 0, `${counted(limits.read + limits.write, "request")} over a limit within an hour`],
  ];
  return [...late, ...said.flatMap(([is, words]) => (is ? [words] : []))];
}

/** In which order hubs are asked where there are too many to ask all: the one that is most overdue in D1 first. */
export const mostOverdueFirst = (a: HubClock | undefined, b: HubClock | undefined): number =>
  (a?.nextDueAt ?? Number.MAX_SAFE_INTEGER) - (b?.nextDueAt ?? Number.MAX_SAFE_INTEGER);

/** The costliest of all hubs together: one row for each view or command, with the hub that reads most of it. */
export function costliest(hubs: HubHealth[], most: number): CostRow[] {
  const all = hubs.flatMap(({ processId, costs }) => costs.top.map((cost) => ({ ...cost, processId })));
  return [...Map.groupBy(all, ({ name }) => name).values()]
    .flatMap(([first, ...rest]) =>
      first ? rest.reduce(together, { ...first, hubs: 1, mostRows: first.rowsRead }) : [],
    )
    .sort((a, b) => b.rowsRead - a.rowsRead)
    .slice(0, most);
}

function together(sum: CostRow, next: Cost & { processId: string }): CostRow {
  const leads = next.rowsRead > sum.mostRows;
  return {
    ...sum,
    count: sum.count + next.count,
    rowsRead: sum.rowsRead + next.rowsRead,
    rowsWritten: sum.rowsWritten + next.rowsWritten,
    hubs: sum.hubs + 1,
    processId: leads ? next.processId : sum.processId,
    mostRows: leads ? next.rowsRead : sum.mostRows,
  };
}
