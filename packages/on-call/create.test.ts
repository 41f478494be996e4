import { describe, expect, it } from "vitest";
import { addDays, dateIn } from "#packages/core/zones.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

describe("putting somebody on call", () => {
  const on = processFixture({ people: { mona: "manager", omar: "operator", sipho: "operator", vera: "viewer" } });
  const asked = async (body: object) => {
    const { status, body: answer } = await call("POST", "/api/on-call", { as: on.mona, body });
    const { entries = [], error } = answer as {
      entries?: { date: string }[];
      error?: { message: string; fields?: object };
    };
    return { status, dates: entries.map(({ date }) => date), error };
  };
  const rota = () => on.process.sql("SELECT user_id, date FROM on_call_entries WHERE role = 'primary' ORDER BY date");

  it("fills a week in one act, replaces in one act, and leaves no day between with nobody", async () => {
    const { omar, sipho, time } = on;
    const today = dateIn("UTC", time.now);
    const day = (number: number) => addDays(today, number);
    const week = { userId: omar.id, role: "primary", date: today, to: day(6) };
    expect(await asked(week)).toMatchObject({ status: 201, dates: [0, 1, 2, 3, 4, 5, 6].map(day) });

    const cover = { userId: sipho.id, role: "primary", date: day(5), to: day(7) };
    const refused = await asked(cover);
    expect([refused.status, refused.error?.message]).toEqual([
      409,
      "Omar has 2 of these days. Replace them, or choose other days.",
    ]);
    expect((await asked({ ...cover, replace: true })).dates).toEqual([day(5), day(6), day(7)]);
    expect(await rota()).toEqual([
      ...[0, 1, 2, 3, 4].map((number) => ({ user_id: omar.id, date: day(number) })),
      ...[5, 6, 7].map((number) => ({ user_id: sipho.id, date: day(number) })),
    ]);
    const told = await on.process.sql("SELECT summary FROM events WHERE entity = 'on_call' ORDER BY seq");
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ summary: expect.stringMatching(/^Sipho is primary from .+, instead of Omar$/) });
  });

  it("refuses what nobody meant, in words beside the field, and changes nothing", async () => {
    const today = dateIn("UTC", on.time.now);
    const primary = { userId: on.omar.id, role: "primary" };
    const wrong = [
      [{ ...primary, date: addDays(today, -1) }, { date: ["That day is over. Choose today or a later day."] }],
      [{ ...primary, date: today, to: addDays(today, -1) }, { to: ["The last day comes before the first."] }],
      [{ ...primary, date: today, to: addDays(today, 62) }, { to: ["At most 62 days at once."] }],
      [{ role: "primary", userId: on.vera.id, date: today }, { userId: ["Can't act on incidents."] }],
    ] as const;
    for (const [body, fields] of wrong) expect(await asked(body)).toMatchObject({ status: 422, error: { fields } });
    expect(await rota()).toEqual([]);
  });
});

describe("who is on call now", () => {
  const on = processFixture({ people: { mona: "manager", omar: "operator", sipho: "operator" } });

  it("holds until midnight in the process, and says so", async () => {
    await on.process.sql("UPDATE processes SET time_zone = 'Africa/Johannesburg'");
    const date = dateIn("Africa/Johannesburg", on.time.now);
    for (const [userId, day] of [
      [on.omar.id, 0],
      [on.sipho.id, 1],
    ] as const)
      await call("POST", "/api/on-call", { as: on.mona, body: { userId, role: "primary", date: addDays(date, day) } });
    const now = async () => {
      const { validUntil, items } = (await call("GET", "/api/on-call/now", { as: on.mona })).body as {
        validUntil: string;
        items: { role: string; user: { name: string } | null }[];
      };
      return { validUntil, primary: items.find(({ role }) => role === "primary")?.user?.name };
    };
    const before = await now();
    expect(before).toEqual({ validUntil: `${date}T22:00:00.000Z`, primary: "Omar" });
    await on.time.forward(Date.parse(before.validUntil) - on.time.now, on.process);
    expect(await now()).toEqual({ validUntil: `${addDays(date, 1)}T22:00:00.000Z`, primary: "Sipho" });
  });
});
