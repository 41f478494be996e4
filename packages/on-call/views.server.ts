import { and, asc, eq, gte, lte } from "drizzle-orm";
import { z } from "zod";
import { keyed } from "#packages/core/lists.ts";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { addDays, dateIn } from "#packages/core/zones.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { usersOf } from "#packages/users/queries.server.ts";
import { ListOnCall } from "./inputs.ts";
import { onCallRoles } from "./rules.ts";
import { onCallOn } from "./store.server.ts";
import { onCallEntries } from "./tables.ts";

const daysAhead = 13;

/** Entries by date, today and the coming two weeks unless asked otherwise, with the days that nobody has. */
export const listOnCall = view({
  name: "onCall.list",
  permission: "on_call.view",
  input: ListOnCall,
  run(ctx, input) {
    const today = dateIn(mustOwnProcess(ctx.db, ctx.processId).timeZone, ctx.now);
    const from = input.from ?? today;
    const to = input.to ?? addDays(from, daysAhead);
    const people = keyed(usersOf(ctx.db, ctx.processId));
    const entries = ctx.db
      .select()
      .from(onCallEntries)
      .where(
        and(eq(onCallEntries.processId, ctx.processId), gte(onCallEntries.date, from), lte(onCallEntries.date, to)),
      )
      .orderBy(asc(onCallEntries.date), asc(onCallEntries.role))
      .limit(1_000)
      .all();
    const items = entries.map(({ id, userId, role, date }) => ({
      id,
      userId,
      role,
      date,
      name: people.get(userId)?.name ?? "Unknown",
      isActive: people.get(userId)?.isActive ?? false,
    }));
    const covered = new Set(
      items.filter((entry) => entry.role === "primary" && entry.isActive).map((entry) => entry.date),
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
    const people = keyed(usersOf(ctx.db, ctx.processId));
    const items = onCallRoles.map((role) => {
      const person = people.get(holders.get(role) ?? "");
      return { role, user: person ? { id: person.id, name: person.name, isActive: person.isActive } : null };
    });
    return ok({ date, timeZone, items });
  },
});
