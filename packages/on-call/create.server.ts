import type { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { addDays, dateIn } from "#packages/core/zones.ts";
import { actsOnIncidents } from "#packages/incidents/acting.server.ts";
import { roleWords } from "#packages/incidents/rules.ts";
import { mustOwnProcess } from "#packages/processes/queries.server.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { type User, userById } from "#packages/users/queries.server.ts";
import { onCallKind } from "./entity.server.ts";
import { CreateOnCall } from "./inputs.ts";
import { dutyWords, mostDays, takenWords } from "./rules.ts";
import { entryAt, holderOf, type OnCallEntry, takenBy } from "./store.server.ts";
import { onCallEntries } from "./tables.ts";

type Input = z.output<typeof CreateOnCall>;

type Shown = Pick<OnCallEntry, "id" | "userId" | "role" | "date">;
/** The first day's entry, and all of them. */
export type Added = Shown & { entries: Shown[] };

/** Puts somebody on call from a day to another in one act: what is taken is refused, or with `replace` replaced. */
export const createOnCall = command({
  name: "onCall.create",
  permission: "on_call.manage",
  audit: {
    action: "on_call.create",
    words: "put on call: …",
    entity: "on_call",
    about: (_input, entry: Added) => ({
      refs: [onCallKind.ref(entry), userKind.ref({ id: entry.userId })],
    }),
  },
  input: CreateOnCall,
  run(ctx, input) {
    const person = whoCan(ctx, input.userId);
    if (!person.ok) return person;
    const days = daysOf(ctx, input);
    if (!days.ok) return days;
    const there = days.value.map((date) => entryAt(ctx.db, ctx.processId, { date, role: input.role }));
    const taken = there.filter((entry) => entry !== null);
    if (!input.replace && taken.length > 0) return refuse(takenRefusal(ctx, taken));
    const others = taken.filter(({ userId }) => userId !== input.userId);
    const before = [...new Set(others.map((each) => holderOf(ctx.db, each)))];
    const entries = days.value.map((date, day) => put(ctx, input, date, there[day] ?? null));
    const [entry] = entries;
    if (!entry) throw new Error("A period has at least one day");
    const instead = before.length > 0 ? `, instead of ${before.join(" and ")}` : "";
    ctx.emit({
      about: onCallKind.ref(entry),
      action: before.length > 0 ? "replaced" : "created",
      summary: `${person.value.name} is ${dutyWords(input.role, input.date, input.to)}${instead}`,
    });
    return ok({ ...shown(entry), entries: entries.map(shown) });
  },
});

const shown = ({ id, userId, role, date }: OnCallEntry): Shown => ({ id, userId, role, date });

function put(ctx: Ctx, { userId, role }: Input, date: string, there: OnCallEntry | null): OnCallEntry {
  if (there?.userId === userId) return there;
  return there
    ? ctx.patch(onCallEntries, there, { userId })
    : ctx.put(onCallEntries, { id: ctx.newId("on_call"), userId, role, date });
}

function whoCan(ctx: Ctx, userId: string): Result<User> {
  const wrong = (words: string, short: string) => refuse(errors.invalid(words, { userId: [short] }));
  const user = userById(ctx.db, ctx.processId, userId);
  if (!user) return wrong("Choose somebody of this process's team.", "Nobody of this team.");
  if (!actsOnIncidents(ctx.db, user)) {
    const words = `${user.name} can't act on incidents (${roleWords(user.role)}). Choose somebody who can acknowledge them.`;
    return wrong(words, "Can't act on incidents.");
  }
  return user.isActive ? ok(user) : wrong(`${user.name} is not active. Choose somebody else.`, "Not active.");
}

/** The dates, first to last. */
function daysOf(ctx: Ctx, { date, to = date }: Input): Result<string[]> {
  const wrong = (field: string, words: string) => refuse(errors.invalid(words, { [field]: [words] }));
  const today = dateIn(mustOwnProcess(ctx.db, ctx.processId).timeZone, ctx.now);
  if (date < today) return wrong("date", "That day is over. Choose today or a later day.");
  if (to < date) return wrong("to", "The last day comes before the first.");
  const days = [date];
  for (let next = addDays(date, 1); next <= to; next = addDays(next, 1)) {
    if (days.length === mostDays) return wrong("to", `At most ${mostDays} days at once.`);
    days.push(next);
  }
  return ok(days);
}

function takenRefusal(ctx: Ctx, taken: OnCallEntry[]) {
  const [first] = taken;
  if (first && taken.length === 1)
    return errors.conflict(`${takenBy(ctx.db, first)} Replace them, or choose another day.`, first);
  const words = takenWords(taken.map((entry) => holderOf(ctx.db, entry)));
  return errors.conflict(`${words}. Replace them, or choose other days.`, { entries: taken.map(shown) });
}
