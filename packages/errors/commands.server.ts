import { z } from "zod";
import { minute } from "#packages/core/clock.ts";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { ok } from "#packages/core/result.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { id } from "#packages/core/text.ts";
import { cut } from "#packages/core/well-formed.ts";
import { superAdminIds } from "#packages/users/queries.server.ts";
import { errorMail } from "./emails.tsx";
import { errorKind } from "./entity.server.ts";
import { type ErrorReport, RecordErrors } from "./inputs.ts";
import {
  isStrangers,
  keptMs,
  loudPerMinute,
  mostGroups,
  mostOfStrangers,
  mostTold,
  mostToldOfStrangers,
  quietMs,
  sampleKeptMs,
  strangersKeptMs,
} from "./rules.ts";
import { type ErrorGroup, errorGroups, errorsOfStrangers } from "./store.server.ts";

/** How many dropped errors there were in all: a counter of the platform. */
export const droppedCounter = "errors.dropped";

/** On the platform's hub: adds what an isolate has gathered to the errors that are known. */
export const recordErrors = command({
  name: "errors.record",
  permission: "system",
  audit: { action: "error.record", words: "reported an error", entity: "error" },
  input: RecordErrors,
  run(ctx, input) {
    if (input.dropped > 0) ctx.count(droppedCounter, input.dropped);
    const groups = input.reports.flatMap((report) => add(ctx, report) ?? []);
    tell(ctx, groups);
    return ok(null);
  },
});

/** Fired by the timer, thirty days after an error was last seen. */
export const forgetError = command({
  name: "errors.forget",
  permission: "system",
  audit: { action: "error.forget", words: "forgot old errors", entity: "error" },
  input: z.strictObject({ id }),
  run(ctx, input) {
    const group = rowById(ctx.db, errorGroups, ctx.processId, input.id);
    if (group && group.lastAt + keptMs <= ctx.now) ctx.remove(errorGroups, group);
    return ok(null);
  },
});

/** Null: there was no room for it, and it is only counted. */
function add(ctx: Ctx, report: ErrorReport): ErrorGroup | null {
  const thisMinute = Math.floor(ctx.now / minute);
  const lastAt = Math.min(report.lastAt, ctx.now);
  const known = rowById(ctx.db, errorGroups, ctx.processId, report.id);
  if (known) {
    const before = known.minute === thisMinute ? known.inMinute : 0;
    return ctx.patch(errorGroups, known, {
      count: known.count + report.count,
      lastAt: Math.max(known.lastAt, lastAt),
      minute: thisMinute,
      inMinute: before + report.count,
      // A storm writes it seldom, and what a stranger says takes nobody's place.
      ...(known.lastAt <= ctx.now - sampleKeptMs && (isStrangers(known) || !isStrangers(report))
        ? { sample: report.sample }
        : {}),
    });
  }
  if (isStrangers(report) && !makeRoomForStranger(ctx)) {
    ctx.count(droppedCounter, report.count);
    return null;
  }
  makeRoom(ctx);
  const { id, kind, release, count, firstAt, sample } = report;
  const seen = { count, firstAt: Math.min(firstAt, lastAt), lastAt, minute: thisMinute, inMinute: count };
  return ctx.put(errorGroups, { id, kind, release, sample, toldAt: null, ...seen });
}

/** The list is bounded: the error that was not seen for longest makes room. */
function makeRoom(ctx: Ctx): void {
  const surplus = select(ctx.db, errorGroups, "WHERE process_id = ? ORDER BY last_at DESC, id DESC LIMIT 10 OFFSET ?", [
    ctx.processId,
    mostGroups - 1,
  ]);
  for (const group of surplus) ctx.remove(errorGroups, group);
}

/** Strangers take each other's room only, and not before a day has passed: no flood of theirs hides or outlives anything. */
function makeRoomForStranger(ctx: Ctx): boolean {
  const theirs = errorsOfStrangers(ctx.db, ctx.processId);
  const oldest = theirs.at(-1);
  if (!oldest || theirs.length < mostOfStrangers) return true;
  if (oldest.lastAt > ctx.now - strangersKeptMs) return false;
  ctx.remove(errorGroups, oldest);
  return true;
}

const isWorthTelling = (group: ErrorGroup, now: number): boolean =>
  group.toldAt === null || (group.inMinute >= loudPerMinute && group.toldAt <= now - quietMs);

/** New errors, and known ones that come thick and fast: one event each, one mail for all of them. */
function tell(ctx: Ctx, groups: ErrorGroup[]): void {
  const worth = groups.filter((group) => isWorthTelling(group, ctx.now));
  if (worth.length === 0) return;
  const lately = select(ctx.db, errorGroups, "WHERE process_id = ? AND told_at > ?", [
    ctx.processId,
    ctx.now - quietMs,
  ]);
  const ofStrangers = lately.filter(isStrangers).length;
  const own = worth.filter((group) => !isStrangers(group));
  const told = [...own, ...worth.filter(isStrangers).slice(0, Math.max(0, mostToldOfStrangers - ofStrangers))];
  if (told.length === 0) return;
  for (const group of told) {
    ctx.patch(errorGroups, group, { toldAt: ctx.now });
    const isNew = group.toldAt === null;
    ctx.emit({
      about: errorKind.ref(group),
      action: isNew ? "appeared" : "repeated",
      summary: isNew
        ? `An unexpected error appeared: ${cut(group.sample.message, 120)}`
        : `${group.inMinute} times within a minute: ${cut(group.sample.message, 120)}`,
    });
  }
  if (lately.length - ofStrangers + own.length <= mostTold)
    ctx.notify(errorMail(ctx, told, superAdminIds(ctx.db, ctx.processId)));
}
