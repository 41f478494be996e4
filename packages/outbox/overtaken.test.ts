import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { guardsByName } from "#packages/modules.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { minute, nothingElse, TestClock } from "#tests/support/bad-days.ts";
import { TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";

describe("a message that waits while the mail service is away", () => {
  let time: TestClock;
  let resend: FakeResend;
  let process: TestProcess;
  let asha: TestUser;
  let ben: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    time = new TestClock();
    resend = new FakeResend().install();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    asha = await process.user("operator", { name: "Asha" });
    ben = await process.user("manager", { name: "Ben" });
    resend.always = { status: 429, headers: { "retry-after": "30" } };
  });
  afterEach(() => vi.restoreAllMocks());

  const dropped = () =>
    process.sql("SELECT recipient, error FROM deliveries WHERE state = 'dropped' ORDER BY recipient");

  it("is dropped with the reason for those who were deactivated or lost their access, and sent to the others", async () => {
    const carla = await process.user("viewer", { name: "Carla" });
    await process.run(createIncident, { title: "Down", severity: "SEV2" });
    await process.settle();
    await process.run(updateUserAccess, { id: asha.id, isActive: false });
    await process.run(updateUserAccess, { id: carla.id, role: "client" });
    resend.always = null;
    await time.forward(minute, process);
    expect(resend.of(process.id).map((mail) => mail.to)).toEqual([ben.email]);
    expect(await dropped()).toEqual([
      { recipient: asha.email, error: "Asha is no longer active" },
      { recipient: carla.email, error: "Carla may no longer see incidents" },
    ]);
    expect(await nothingElse(time, process, resend)).toBe(0);
  });

  it("is replaced by what its guard asks for, once and in the same turn", async () => {
    await process.run(createChain, {
      name: "All",
      severity: "SEV1",
      tiers: [{ afterMinutes: 0, channels: ["email"], userId: asha.id }],
    });
    const { id } = await process.run(createIncident, { title: "Down", severity: "SEV1" });
    await process.settle();
    const asked: (string | null)[] = [];
    vi.spyOn(guardsByName, "get").mockImplementation(() => (_db, _processId, _id, delivery) => {
      asked.push(delivery.userId);
      return { drop: "Asha sleeps", instead: { command: commentOnIncident.name, input: { id, text: "Page Ben" } } };
    });
    await time.forward(minute, process);
    await time.forward(minute, process);
    expect(asked).toEqual([asha.id]);
    expect(await dropped()).toEqual([{ recipient: asha.email, error: "Asha sleeps" }]);
    expect(await process.sql("SELECT count(*) AS n FROM events WHERE type = 'incident.commented'")).toEqual([{ n: 1 }]);
  });
});
