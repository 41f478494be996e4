import { describe, expect, it } from "vitest";
import { rederiving } from "#durable-objects/rederivations.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { acknowledgeIncident, reopenIncident, resolveIncident } from "./commands/move.server.ts";
import { updateIncident } from "./commands/update.server.ts";

describe("the reminder of an incident that nobody has", () => {
  const on = pagingFixture({ unattendedMinutes: 7 });
  const reminders = () =>
    on.resend.of(on.process.id).filter((mail) => mail.subject.includes("has nobody on it")).length;
  const assign = (id: string, assignedToId: string | null) => on.process.run(updateIncident, { id, assignedToId });

  it("comes once, to everyone, at the process's own time, and once more after it was opened again", async () => {
    const { id } = await on.open();
    await on.time.forward(7 * minute - 1, on.process);
    expect(reminders()).toBe(0);
    await on.time.forward(1, on.process);
    expect(reminders()).toBe(2);
    await on.wait(60);
    expect(reminders()).toBe(2);
    await on.process.run(resolveIncident, { id });
    await on.process.run(reopenIncident, { id });
    await on.wait(7);
    expect(reminders()).toBe(4);
    expect(await nothingElse(on)).toBe(0);
  });

  it("follows the process's time for as many as there are, and stays where another setting changes", async () => {
    const { process } = on;
    for (let number = 0; number < 3; number++) await on.open();
    const size = rederiving.rows;
    rederiving.rows = 1;
    await process.run(updateProcess, { name: "Renamed" });
    const all = () =>
      process.sql("SELECT DISTINCT due_at - ? AS due FROM hub_timers WHERE source = 'incidents'", opened);
    const opened = on.time.now;
    expect(await all()).toEqual([{ due: 7 * minute }]);
    expect(await process.sql("SELECT * FROM hub_rederivations")).toEqual([]);
    await process.run(updateProcess, { unattendedMinutes: 2 });
    expect(await all()).toEqual([{ due: 2 * minute }, { due: 7 * minute }]);
    await on.wait(2);
    rederiving.rows = size;
    expect(reminders()).toBe(6);
    expect(await nothingElse(on)).toBe(0);
  });

  it("counts from when nobody had it, not from the opening", async () => {
    const { id } = await on.open();
    await on.wait(1);
    await assign(id, on.asha.id);
    await on.wait(50);
    await assign(id, null);
    await on.wait(6);
    expect(reminders()).toBe(0);
    await on.wait(1);
    expect(reminders()).toBe(2);
    expect(await nothingElse(on)).toBe(0);
  });

  it("does not come for one that somebody took, nor where it is switched off", async () => {
    const { id } = await on.open();
    await assign(id, on.asha.id);
    await on.process.settle();
    expect(await nothingElse(on)).toBe(0);
    await on.open();
    await on.process.run(updateProcess, { unattendedMinutes: 0 });
    expect(await nothingElse(on)).toBe(0);
    expect(reminders()).toBe(0);
  });

  it.each([
    [
      "resolved and opened again",
      (id: string) => on.process.run(resolveIncident, { id }).then(() => on.process.run(reopenIncident, { id })),
      "somebody had the incident since",
    ],
    ["taken", (id: string) => assign(id, on.asha.id), "somebody has taken the incident"],
    [
      "taken and given back",
      (id: string) => assign(id, on.asha.id).then(() => assign(id, null)),
      "somebody had the incident since",
    ],
    ["acknowledged", (id: string) => on.process.run(acknowledgeIncident, { id }), "the incident is no longer open"],
  ] as const)("is dropped with the reason when it waits and the incident is %s", async (_how, change, reason) => {
    const { id } = await on.open();
    await on.process.settle();
    on.resend.always = { status: 500 };
    await on.wait(7);
    await change(id);
    on.resend.always = null;
    await on.wait(5);
    expect(reminders()).toBe(0);
    const query = "SELECT DISTINCT state, error FROM deliveries WHERE event = 'incident.unattended'";
    expect(await on.process.sql(query)).toEqual([{ state: "dropped", error: expect.stringContaining(reason) }]);
  });

  it("is no edit: whoever is writing in a field has no conflict with it", async () => {
    const { id, version } = await on.open();
    await on.wait(7);
    expect(reminders()).toBe(2);
    await on.process.run(updateIncident, { id, version, title: "Still down" });
  });
});
