import type { Module } from "#packages/core/module.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { pendingOf, reachIn, runsOf } from "./store.server.ts";

/** Whom the tiers that are due now page by e-mail: their timers fire as soon as the command is done. */
export const pagedAtOnce: NonNullable<Module["pagedAtOnce"]> = ({ db, processId, now }, { kind, id }) => {
  if (kind !== incidentKind.kind || id === null) return [];
  const reach = reachIn(db, processId, mustOwnProcess(db, processId).timeZone);
  const paged: string[] = [];
  for (const run of runsOf(db, processId, id))
    for (const due of pendingOf(db, run)) {
      if (due.dueAt > now) break;
      if (due.tier.channels.includes("email")) paged.push(...reach(due.tier, now).people.map((person) => person.id));
    }
  return paged;
};
