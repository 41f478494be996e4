import { expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import type { BoardRow } from "./board.server.ts";

const on = processFixture({ people: { asha: "operator", admin: "admin", omar: "super_admin" } });

interface Board {
  items: BoardRow[];
  notReached: { name: string }[];
}

const today = () => new Date(on.time.now).toISOString().slice(0, 10);

it("shows each process by one question to its hub, the one that needs somebody most first, and names what does not answer", async () => {
  const [calm, away] = [await TestProcess.create(), await TestProcess.create()];
  const ben = await calm.user("operator", { name: "Ben" });
  await calm.run(createOnCall, { userId: ben.id, role: "primary", date: today() });
  const tiers = [1, 60].map((afterMinutes) => ({ afterMinutes, channels: ["email"], userId: ben.id }));
  await calm.run(createChain, { name: "All", tiers });
  await calm.run(createIncident, { title: "Being paged", severity: "SEV0" });
  on.resend.always = { status: 401 };
  await on.process.run(createIncident, { title: "Nobody knows", severity: "SEV4" });
  await on.process.settle();
  on.time.now += 3 * 60_000;
  await calm.alarm();
  const first = await call("GET", "/api/board", { as: on.omar });
  expect(first.status).toBe(200);

  const asked: string[] = [];
  for (const each of [on.process, calm])
    await each.inside(({ engine }) => {
      const view = engine.view.bind(engine);
      vi.spyOn(engine, "view").mockImplementation((question) => {
        asked.push(question.name);
        return view(question);
      });
    });
  await away.inside(({ engine }) => {
    vi.spyOn(engine, "view").mockImplementation(() => {
      throw new Error("away");
    });
  });
  const { body } = await call("GET", "/api/board", { as: on.omar });
  const { items, notReached } = body as Board;
  expect(asked).toEqual(["dashboard.board", "dashboard.board"]);
  expect(notReached).toEqual([expect.objectContaining({ processId: away.id })]);
  const own = items.filter(({ processId }) => [on.process.id, calm.id].includes(processId));
  expect(own).toMatchObject([
    {
      processId: on.process.id,
      openIncidents: 1,
      unattendedIncidents: 1,
      worstIncident: { title: "Nobody knows", attention: "unattended" },
      primary: null,
      held: [{ channel: "email", reason: expect.any(String) }],
      worstLatenessMs: null,
    },
    {
      processId: calm.id,
      unattendedIncidents: 0,
      worstIncident: { title: "Being paged", attention: "unacknowledged" },
      primary: { name: "Ben", problem: null },
      worstLatenessMs: 120_000,
    },
  ]);
  expect(own[0]?.gaps).toHaveLength(14);
  expect(own[1]?.gaps).toHaveLength(13);
  expect((await call("GET", "/api/board", { as: on.admin })).status).toBe(403);
});
