import { expect, it, vi } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import { clock } from "./clock.ts";

edgeFixture();

const items = (answer: { body: unknown }) =>
  (answer.body as { items: { processId: string; processSlug: string }[] }).items;

it("answers a super admin's lists across processes, each row saying whose it is, and one process's when it is named", async () => {
  const platform = await TestProcess.platform();
  const admin = await platform.user("super_admin");
  const [first, second] = [await TestProcess.create(), await TestProcess.create()];
  for (const process of [first, second]) {
    const manager = await process.user("manager");
    await process.run(createIncident, { title: `In ${process.slug}`, severity: "SEV4" });
    await process.run(createOnCall, {
      userId: manager.id,
      role: "primary",
      date: new Date().toISOString().slice(0, 10),
    });
    await process.settle();
  }
  for (const path of ["/api/incidents", "/api/on-call", "/api/users", "/api/outbox"]) {
    const all = await call("GET", path, { as: admin });
    expect([path, all.status]).toEqual([path, 200]);
    expect(new Set(items(all).map((row) => row.processSlug))).toEqual(new Set([first.slug, second.slug]));
    const one = await call("GET", `${path}?processId=${first.slug}`, { as: admin });
    expect(items(one).length).toBeGreaterThan(0);
    expect(JSON.stringify(one.body)).not.toContain(second.slug);
  }
});

it("shows each row of a log of all processes once, page after page, however many are of one millisecond", async () => {
  const admin = await (await TestProcess.platform()).user("super_admin");
  const processes = [await TestProcess.create(), await TestProcess.create(), await TestProcess.create()];
  for (const process of processes) await process.user("manager");
  const at = Date.now() + 60_000;
  vi.spyOn(clock, "now").mockReturnValue(at);
  for (const process of processes)
    for (let index = 0; index < 4; index++) await process.run(createIncident, { title: `${index}`, severity: "SEV4" });
  await Promise.all(processes.map((process) => process.settle()));
  vi.spyOn(clock, "now").mockReturnValue(at + 60_000);
  for (const path of ["/api/audit-log?action=incident.create", "/api/incidents?sortBy=updatedAt", "/api/outbox?"]) {
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await call("GET", `${path}&limit=5${cursor && `&cursor=${cursor}`}`, { as: admin });
      const { items: rows, nextCursor } = page.body as { items: Row[]; nextCursor: string | null };
      seen.push(...rows.map(({ processId, seq, id }) => `${processId} ${seq ?? id}`));
      cursor = nextCursor;
    }
    const own = seen.filter((row) => processes.some(({ id }) => row.startsWith(`${id} `)));
    expect([path, own.length, new Set(seen).size]).toEqual([path, 12, seen.length]);
  }
});

interface Row {
  processId: string;
  seq?: number;
  id?: string;
}
