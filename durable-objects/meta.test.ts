import { expect, it, vi } from "vitest";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { inTransaction, readNumber, writeMeta } from "./meta.ts";

const on = processFixture();

it("a hub's facts about itself are one statement of a command and one of a copy, and go with a transaction that is undone", async () => {
  await on.process.settle();
  await on.process.inside(async ({ engine }) => {
    const { hub, mirror } = engine;
    const exec = vi.spyOn(hub.sql, "exec");
    const writes = () => exec.mock.calls.splice(0).filter(([query]) => query.startsWith("INSERT INTO hub_meta")).length;
    const input = { title: "Down", severity: "SEV1" };
    const { result } = engine.run(systemEnvelope(createIncident.name, input, "setup", "cmd_meta"), on.time.now);
    expect([result.ok, writes()]).toEqual([true, 1]);
    await mirror.flush();
    expect(writes()).toBe(1);

    const rev = readNumber(hub, "rev");
    const undone = () =>
      inTransaction(hub, () => {
        writeMeta(hub, "rev", rev + 7);
        writeMeta(hub, "made up", "x");
        inTransaction(hub, () => writeMeta(hub, "seq", 99));
        expect(readNumber(hub, "rev")).toBe(rev + 7);
        throw new Error("undone");
      });
    expect(undone).toThrow("undone");
    expect(readNumber(hub, "rev")).toBe(rev);
    // An inner one that is undone leaves what the outer one has written.
    inTransaction(hub, () => {
      writeMeta(hub, "made up", "kept");
      expect(() =>
        inTransaction(hub, () => {
          writeMeta(hub, "made up", "lost");
          throw new Error("inner");
        }),
      ).toThrow("inner");
    });
    hub.meta.facts.clear();
    expect(hub.sql.exec("SELECT value FROM hub_meta WHERE key = 'made up'").one()).toEqual({ value: "kept" });
  });
});
