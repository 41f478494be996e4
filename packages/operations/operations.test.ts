import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { env } from "#tests/support/env.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";

describe("the operator's doors", () => {
  let platform: TestProcess;
  let process: TestProcess;
  let operator: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    new FakeResend().install();
    platform = await TestProcess.platform();
    process = await TestProcess.create();
    operator = await platform.user("super_admin", { name: "Olga" });
  });
  afterEach(() => vi.restoreAllMocks());

  const post = (act: string, as = operator) => call("POST", `/api/operations/${process.slug}/${act}`, { as });
  const noted = (where: TestProcess) => where.sql("SELECT summary FROM events WHERE type LIKE '%_requested'");

  it("compare and repair a copy that is wrong, verify the chain, and write down who asked", async () => {
    await process.run(createIncident, { title: "Down", severity: "SEV3" });
    await process.settle();
    expect((await post("compare")).body).toEqual({ differences: [] });
    await env.DB.prepare("DELETE FROM incidents WHERE process_id = ?").bind(process.id).run();
    expect((await post("compare")).body).toMatchObject({ differences: [{ table: "incidents", d1: "0:0" }] });
    expect(await post("resync")).toMatchObject({ status: 200, body: { pendingRows: 0 } });
    await process.settle();
    expect((await post("compare")).body).toEqual({ differences: [] });
    expect((await post("verify")).body).toMatchObject({ ok: true, firstBroken: null });
    expect((await post("restore")).body).toEqual({ restored: false, rows: 0 });
    const words = (await noted(platform)).map((row) => String(row.summary));
    expect(words).toHaveLength(6);
    expect(words[0]).toContain("Olga asked for “compare”");
    expect(await noted(process)).toHaveLength(5);
  });

  it("stay closed to an admin of the process itself, and lead nowhere where there is no process", async () => {
    const admin = await process.user("admin");
    for (const act of ["resync", "restore", "compare", "verify"]) expect((await post(act, admin)).status).toBe(403);
    expect((await call("POST", "/api/operations/nobody/compare", { as: operator })).status).toBe(404);
    expect(await noted(process)).toEqual([]);
  });
});
