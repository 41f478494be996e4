import { describe, expect, it } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { operate } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestProcess } from "#tests/support/harness.ts";
import { startJob, teach, waiting } from "#tests/support/jobs.ts";
import { postForm } from "#tests/support/pages.ts";

describe("the operator's doors", () => {
  const on = processFixture({ clock: "real", people: { olga: "super_admin" }, settings: {} });

  const post = (act: string, as = on.olga) => call("POST", `/api/operations/${on.process.slug}/${act}`, { as });
  const compared = () => operate(on.process, "compare", on.olga);
  const noted = (where: TestProcess) => where.sql("SELECT summary FROM events WHERE type LIKE '%_requested'");

  it("compare and repair a copy that is wrong, verify the chain, and write down who asked", async () => {
    await on.process.run(createIncident, { title: "Down", severity: "SEV3" });
    await on.process.settle();
    expect(await compared()).toMatchObject({
      status: "done",
      result: { differences: [] },
      startedBy: { name: "Olga" },
    });
    await env.DB.prepare("DELETE FROM incidents WHERE process_id = ?").bind(on.process.id).run();
    const unequal = await compared();
    expect(unequal.result).toMatchObject({ differences: [{ table: "incidents", d1: "0:0" }] });
    expect(unequal.said).toContain("They differ in incidents (hub 1:");
    expect(await operate(on.process, "resync", on.olga)).toMatchObject({ status: "done" });
    expect(await compared()).toMatchObject({ result: { differences: [] } });
    expect((await post("verify")).body).toMatchObject({ ok: true, firstBroken: null });
    expect((await post("restore")).body).toEqual({ restored: false, rows: 0 });
    const words = (await noted(on.platform)).map((row) => String(row.summary));
    expect(words).toHaveLength(6);
    expect(words[0]).toContain("Olga asked for “compare”");
    // What is a job says so itself in the process's own log.
    expect(await noted(on.process)).toHaveLength(1);
    const begun = await on.process.sql("SELECT summary FROM events WHERE type = 'job.started' ORDER BY seq");
    expect(begun).toHaveLength(4);
    expect(begun[2]?.summary).toBe("Olga began “Send everything to D1 again”");
  });

  it("show a process's jobs, which can be cancelled and tried again on the page, in the operator's name", async () => {
    await teach(on.process, waiting);
    const id = await startJob(on.process, waiting.name);
    const shown = (await call("GET", `/api/operations?processId=${on.process.id}`, { as: on.olga })).body;
    expect(shown).toMatchObject({ items: [{ hub: { jobs: [{ id, label: "Waiting", status: "running" }] } }] });
    const press = async (act: string, job: string) => {
      const body = new URLSearchParams({ act, job }).toString();
      return postForm(`/operations/${on.process.slug}`, { as: on.olga, body });
    };
    expect((await press("cancel", id)).status).toBe(200);
    const [row] = await on.process.sql("SELECT status, ended_by_name FROM jobs WHERE id = ?", id);
    expect(row).toEqual({ status: "cancelled", ended_by_name: "Olga" });
    const refused = await press("retry", id);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Begin a new one instead")]);
    expect((await press("cancel", "job_nothing")).status).toBe(404);
  });

  it("stay closed to an admin of the process itself, and lead nowhere where there is no process", async () => {
    const admin = await on.process.user("admin");
    for (const act of ["resync", "restore", "compare", "verify"]) expect((await post(act, admin)).status).toBe(403);
    expect((await call("POST", "/api/operations/nobody/compare", { as: on.olga })).status).toBe(404);
    expect(await noted(on.process)).toEqual([]);
  });
});
