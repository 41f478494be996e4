import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { minute, nothingElse, pagesTo, TestD1 } from "#tests/support/bad-days.ts";
import { differences } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestProcess } from "#tests/support/harness.ts";

const health = async () => (await call("GET", "/healthz")).body as { status: string; checks: Record<string, string> };
const titlesInD1 = async (process: TestProcess) => {
  const { results } = await env.DB.prepare("SELECT title FROM incidents WHERE process_id = ? ORDER BY number")
    .bind(process.id)
    .all<{ title: string }>();
  return results.map((row) => row.title);
};

describe("when D1 has a bad day", () => {
  let d1: TestD1;
  const on = processFixture({
    before: () => {
      d1 = new TestD1();
    },
  });

  async function chainFor(minutes: number[]) {
    const person = await on.process.user("operator");
    const tiers = minutes.map((afterMinutes) => ({ afterMinutes, channels: ["email"], userId: person.id }));
    await on.process.run(createChain, { name: "All", tiers });
    return person;
  }

  it("is away for ten minutes: commands succeed, pages go out, and then D1 has it all", async () => {
    const person = await chainFor([0, 5, 20]);
    d1.mode = "throws";
    const { id } = await on.process.run(createIncident, { title: "While it is away", severity: "SEV1" });
    await on.time.forward(10, on.process);
    expect(pagesTo(on)).toEqual([person.email]);
    for (let passed = 0; passed < 10; passed += 1) await on.time.forward(minute, on.process);
    expect(pagesTo(on)).toEqual([person.email, person.email]);
    expect(await titlesInD1(on.process)).toEqual([]);
    expect(await health()).toMatchObject({ status: "degraded", checks: { hub: "ok", mirror: "degraded" } });

    d1.mode = "fine";
    await on.process.run(acknowledgeIncident, { id });
    await on.time.forward(minute, on.process);
    expect(await titlesInD1(on.process)).toEqual(["While it is away"]);
    expect(await differences(on.process)).toEqual([]);
    expect(await health()).toMatchObject({ status: "ok", checks: { mirror: "ok", d1: "ok" } });
    expect(await nothingElse(on)).toBe(0);
  });

  it("hangs: one answer waits its patience, the next ones don't wait at all", async () => {
    d1.mode = "hangs";
    const first = await on.process.run(createIncident, { title: "Patient", severity: "SEV3" });
    expect(first.title).toBe("Patient");
    const long = 3_600_000;
    await on.process.inside(async ({ engine }) => {
      for (const title of ["Second", "Third"]) {
        const envelope = {
          commandId: `cmd_${title}`,
          name: createIncident.name,
          input: { title, severity: "SEV3" },
          caller: { kind: "system", name: "setup" } as const,
          requestId: "req_x",
          ip: null,
          userAgent: null,
        };
        const { unit } = engine.run(envelope, on.time.now);
        // Were it to wait, the test would not end before its own limit.
        await engine.mirror.settled(unit?.rev ?? 0, long);
      }
    });
    await on.process.inside(() => d1.release());
    await on.time.forward(minute, on.process);
    await on.process.settle();
    expect(await titlesInD1(on.process)).toEqual(["Patient", "Second", "Third"]);
    expect(await differences(on.process)).toEqual([]);
  });

  it("is known to be away: no answer waits, and it is not asked again before its time", async () => {
    d1.mode = "throws";
    await on.process.run(createIncident, { title: "One", severity: "SEV3" });
    const asked = d1.batches;
    for (const title of ["Two", "Three", "Four"]) await on.process.run(createIncident, { title, severity: "SEV3" });
    expect(d1.batches).toBe(asked);
    d1.mode = "fine";
    await on.time.forward(minute, on.process);
    expect(await titlesInD1(on.process)).toEqual(["One", "Two", "Three", "Four"]);
  });

  it("takes a batch and loses the connection: the repeat changes nothing", async () => {
    d1.mode = "throws after";
    const { id } = await on.process.run(createIncident, { title: "Twice told", severity: "SEV3" });
    expect(await titlesInD1(on.process)).toEqual(["Twice told"]);
    await on.process.run(acknowledgeIncident, { id });
    await on.time.forward(minute, on.process);
    d1.mode = "fine";
    await on.time.forward(minute, on.process);
    await on.time.forward(minute, on.process);
    expect(await differences(on.process)).toEqual([]);
  });

  it("is told by a hub that starts anew what the one before could not tell it", async () => {
    d1.mode = "throws";
    await on.process.run(createIncident, { title: "Before the crash", severity: "SEV3" });
    await evictDurableObject(on.process.stub);
    d1.mode = "fine";
    await on.time.forward(minute, on.process);
    expect(await titlesInD1(on.process)).toEqual(["Before the crash"]);
    expect(await differences(on.process)).toEqual([]);
  });

  it("does not answer at all: /healthz says degraded and stays 200", async () => {
    const away = () => Promise.reject(new Error("away"));
    const statement = { all: away, first: away, bind: () => statement } as unknown as D1PreparedStatement;
    vi.spyOn(env.DB, "prepare").mockReturnValue(statement);
    const answer = await call("GET", "/healthz");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: "degraded", checks: { d1: "degraded", hub: "ok" } });
  });
});
