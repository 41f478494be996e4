import { and, asc, eq, gte, lte } from "drizzle-orm";
import { z } from "zod";
import type { HubDb } from "#packages/core/database.ts";
import { remembered } from "#packages/core/remembered.ts";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { addDays, dateIn, startOfDate } from "#packages/core/zones.ts";
import { notPagedWords } from "#packages/incidents/acting.server.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { type User, userById } from "#packages/users/queries.server.ts";
import { ListOnCall } from "./inputs.ts";
import { onCallRoles } from "./rules.ts";
import { onCallOn } from "./store.server.ts";
import { onCallEntries } from "./tables.ts";

const daysAhead = 13;

/** `problem`: why they are not paged though they stand there. */
const shown = (db: HubDb, person: User | null) => ({
  name: person?.name ?? "Unknown",
  isActive: person?.isActive ?? false,
  problem: person ? notPagedWords(db, person) : "not here any more",
});

/** Entries by date, today and the coming two weeks unless asked otherwise, with the days that nobody has. */
export const listOnCall = view({
  name: "onCall.list",
  permission: "on_call.view",
  input: ListOnCall,
  run(ctx, input) {
    const today = dateIn(mustOwnProcess(ctx.db, ctx.processId).timeZone, ctx.now);
    const from = input.from ?? today;
    const to = input.to ?? addDays(from, daysAhead);
    const entries = ctx.db
      .select()
      .from(onCallEntries)
      .where(
        and(eq(onCallEntries.processId, ctx.processId), gte(onCallEntries.date, from), lte(onCallEntries.date, to)),
      )
      .orderBy(asc(onCallEntries.date), asc(onCallEntries.role))
      .limit(1_000)
      .all();
    const find = remembered((id: string) => userById(ctx.db, ctx.processId, id));
    const items = entries.map(({ id, userId, role, date }) => ({
      id,
      userId,
      role,
      date,
      ...shown(ctx.db, find(userId)),
    }));
    const covered = new Set(
      items.filter((entry) => entry.role === "primary" && entry.problem === null).map((entry) => entry.date),
    );
    const gaps: string[] = [];
    for (let date = today, day = 0; day <= daysAhead; day++, date = addDays(date, 1))
      if (!covered.has(date)) gaps.push(date);
    return ok({ items, today, from, to, gaps: gaps.filter((date) => date >= from && date <= to) });
  },
});

export const onCallNow = view({
  name: "onCall.now",
  permission: "on_call.view",
  input: z.object({}),
  run(ctx) {
    const { timeZone } = mustOwnProcess(ctx.db, ctx.processId);
    const date = dateIn(timeZone, ctx.now);
    const holders = onCallOn(ctx.db, ctx.processId, date);
    const items = onCallRoles.map((role) => {
      const person = userById(ctx.db, ctx.processId, holders.get(role) ?? "");
      return { role, user: person ? { id: person.id, ...shown(ctx.db, person) } : null };
    });
    // Days begin at midnight there, and with each other people are on call.
    const validUntil = new Date(startOfDate(timeZone, addDays(date, 1))).toISOString();
    return ok({ date, timeZone, items, validUntil });
  },
});
