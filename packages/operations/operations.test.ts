import { describe, expect, it } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestProcess } from "#tests/support/harness.ts";

describe("the operator's doors", () => {
  const on = processFixture({ clock: "real", people: { olga: "super_admin" }, settings: {} });

  const post = (act: string, as = on.olga) => call("POST", `/api/operations/${on.process.slug}/${act}`, { as });
  const noted = (where: TestProcess) => where.sql("SELECT summary FROM events WHERE type LIKE '%_requested'");

  it("compare and repair a copy that is wrong, verify the chain, and write down who asked", async () => {
    await on.process.run(createIncident, { title: "Down", severity: "SEV3" });
    await on.process.settle();
    expect((await post("compare")).body).toEqual({ differences: [] });
    await env.DB.prepare("DELETE FROM incidents WHERE process_id = ?").bind(on.process.id).run();
    expect((await post("compare")).body).toMatchObject({ differences: [{ table: "incidents", d1: "0:0" }] });
    expect(await post("resync")).toMatchObject({ status: 200, body: { pendingRows: 0 } });
    await on.process.settle();
    expect((await post("compare")).body).toEqual({ differences: [] });
    expect((await post("verify")).body).toMatchObject({ ok: true, firstBroken: null });
    expect((await post("restore")).body).toEqual({ restored: false, rows: 0 });
    const words = (await noted(on.platform)).map((row) => String(row.summary));
    expect(words).toHaveLength(6);
    expect(words[0]).toContain("Olga asked for “compare”");
    expect(await noted(on.process)).toHaveLength(5);
  });

  it("stay closed to an admin of the process itself, and lead nowhere where there is no process", async () => {
    const admin = await on.process.user("admin");
    for (const act of ["resync", "restore", "compare", "verify"]) expect((await post(act, admin)).status).toBe(403);
    expect((await call("POST", "/api/operations/nobody/compare", { as: on.olga })).status).toBe(404);
    expect(await noted(on.process)).toEqual([]);
  });
});
