import { expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { minute, pagesTo } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";

const on = processFixture({ people: { asha: "operator" } });

it("what a page waits for is no chore: an alarm that fires makes no step, and stands again for it", async () => {
  await on.process.run(createChain, {
    name: "Chain",
    tiers: [{ afterMinutes: 5, channels: ["email"], userId: on.asha.id }],
  });
  await on.process.run(createIncident, { title: "Down", severity: "SEV2" });
  await on.process.settle();
  const steps = await on.process.inside(({ engine }) => vi.spyOn(engine.chores, "step"));
  await on.time.forward(5 * minute, on.process);
  expect([pagesTo(on), steps.mock.calls.length]).toEqual([[on.asha.email], 0]);
  await on.time.forward(minute, on.process);
  expect(steps.mock.calls.length).toBe(1);
});
