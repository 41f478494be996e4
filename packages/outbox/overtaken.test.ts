import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { guardsByName } from "#packages/modules.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";

describe("a message that waits while the mail service is away", () => {
  const on = processFixture({ people: { asha: "operator", ben: "manager" } });
  beforeEach(() => {
    on.resend.always = { status: 429, headers: { "retry-after": "30" } };
  });

  const dropped = () =>
    on.process.sql("SELECT recipient, error FROM deliveries WHERE state = 'dropped' ORDER BY recipient");

  it("is dropped with the reason for those who were deactivated or lost their access, and sent to the others", async () => {
    const carla = await on.process.user("viewer", { name: "Carla" });
    await on.process.run(createIncident, { title: "Down", severity: "SEV2" });
    await on.process.settle();
    await on.process.run(updateUserAccess, { id: on.asha.id, isActive: false });
    await on.process.run(updateUserAccess, { id: carla.id, role: "client" });
    on.resend.always = null;
    await on.time.forward(minute, on.process);
    expect(on.resend.of(on.process.id).map((mail) => mail.to)).toEqual([on.ben.email]);
    expect(await dropped()).toEqual([
      { recipient: on.asha.email, error: "Asha is no longer active" },
      { recipient: carla.email, error: "Carla may no longer see this incident" },
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is replaced by what its guard asks for, once and in the same turn", async () => {
    await on.process.run(createChain, {
      name: "All",
      severity: "SEV1",
      tiers: [{ afterMinutes: 0, channels: ["email"], userId: on.asha.id }],
    });
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV1" });
    await on.process.settle();
    const asked: (string | null)[] = [];
    vi.spyOn(guardsByName, "get").mockImplementation(() => () => (delivery) => {
      asked.push(delivery.userId);
      return { drop: "Asha sleeps", instead: { command: commentOnIncident.name, input: { id, text: "Page Ben" } } };
    });
    await on.time.forward(minute, on.process);
    await on.time.forward(minute, on.process);
    expect(asked).toEqual([on.asha.id]);
    expect(await dropped()).toEqual([{ recipient: on.asha.email, error: "Asha sleeps" }]);
    expect(await on.process.sql("SELECT count(*) AS n FROM events WHERE type = 'incident.commented'")).toEqual([
      { n: 1 },
    ]);
  });
});
