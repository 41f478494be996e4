import { describe, expect, it, vi } from "vitest";
import { readingRoom } from "#durable-objects/mirror.ts";
import { refillRelay } from "#durable-objects/relay.ts";
import { permissionsOf } from "#packages/core/access.ts";
import { chunked } from "#packages/core/lists.ts";
import { can, type Role } from "#packages/core/permissions.ts";
import { endpoints, processTables } from "#packages/modules.ts";
import { deliveryStates } from "#packages/outbox/queries.server.ts";
import { differences } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import { watchdog } from "#worker/cron.ts";
import { incidentFilters, listen } from "./listen.ts";
import { addressOf, fixtureOf } from "./requests.ts";
import type { Sent } from "./sql.ts";
import { World } from "./world.ts";

// Not the processes' clocks: one row for each.
const inD1 = [...processTables.keys(), "events", "audit", "audit_refs", "tombstones"];

const ofHubs = ["commands", "mirror", "timers", "outbox", "relay", "calls", "sign_in_attempts"].map(
  (name) => `hub_${name}`,
);
const hubTables = [...inD1, ...ofHubs];

/** Rows that are few wherever they are found by one of these, so that sorting them is no work. */
const few = [
  /"is_active" = \?/,
  /"id" IN \(SELECT value FROM json_each\(\?\)\)/,
  /"assigned_to_id" = \?/,
  /"about_id" = \?/,
  /"audit_refs"\."id" = \?/,
  // A stretch of the default order that is sorted otherwise: what is not resolved.
  /"urgency_rank" < \?.*ORDER BY \+/is,
  // As many as carry the tag; in the default order they are read in their order.
  /"incident_tags"\."tag" = \?/,
  // The last 200 of each process.
  /seq > last_seq - 200/,
];

/** What in a plan reads more than it answers: a table that is gone through, and rows that are sorted to find the first few. */
function costly(sql: string, plan: string[], tables = inD1): string[] {
  const limited = /\blimit\b/i.test(sql);
  // Of the last terms only what is equal in those before is sorted.
  const sorts = plan.filter((line) => /USE TEMP B-TREE FOR (ORDER|GROUP)/.test(line));
  const scans = plan.filter((line) => {
    const [, table = "", how = ""] = /^SCAN "?(\w+)"?(.*)/.exec(line) ?? [];
    // In the order of an index up to a limit it reads what it answers.
    const inOrder = limited && sorts.length === 0 && /USING (COVERING )?INDEX/.test(how);
    return tables.includes(table) && !inOrder;
  });
  const wasted = limited && !few.some((found) => found.test(sql));
  return wasted ? [...scans, ...sorts] : scans;
}

async function plansOf(sent: Sent[]): Promise<{ sql: string; costly: string[] }[]> {
  const distinct = [...new Map(sent.map((one) => [one.sql, one])).values()];
  const found = [];
  for (const group of chunked(distinct, 50)) {
    const plans = await env.DB.batch<{ detail: string }>(
      group.map(({ sql, values }) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values)),
    );
    for (const [place, { sql }] of group.entries())
      found.push({
        sql,
        costly: costly(
          sql,
          (plans[place]?.results ?? []).map(({ detail }) => detail),
        ),
      });
  }
  return found;
}

describe("how the database finds what the product asks for", () => {
  edgeFixture();

  const orders = ["attention", "openedAt", "updatedAt", "severity", "priority", "number"];
  const sorted = orders.flatMap((sortBy): Record<string, string>[] => [
    { sortBy },
    { sortBy, status: "open,acknowledged,in_progress" },
    { sortBy, sortOrder: "asc", tag: "vip" },
    { sortBy, assignedToId: "me" },
  ]);
  const filtersOf = (path: string): Record<string, string>[] => {
    if (path === "/incidents") return [...incidentFilters, ...sorted];
    if (path === "/outbox")
      return [{}, ...deliveryStates.map((state) => ({ state })), { about: "inc_1" }, { id: "dlv_1" }];
    if (path === "/audit-log")
      return [
        {},
        { action: "incident.create" },
        { userId: "usr_1" },
        { entityType: "incident" },
        { entityId: "inc_1" },
        { entityType: "incident", entityId: "inc_1" },
        { from: "2026-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z" },
        { action: "incident.create", from: "2026-01-01T00:00:00Z" },
      ];
    return [{}];
  };

  it("is told of a table that is gone through, and of rows that are sorted to find the first", async () => {
    const plan = async (sql: string) => (await plansOf([{ sql, values: [] }]))[0]?.costly;
    expect(await plan("SELECT id FROM incidents")).toEqual([expect.stringContaining("SCAN incidents")]);
    expect(await plan("SELECT title FROM incidents ORDER BY title LIMIT 1")).toEqual([
      "SCAN incidents",
      "USE TEMP B-TREE FOR ORDER BY",
    ]);
    expect(await plan("SELECT title FROM incidents ORDER BY opened_at LIMIT 1")).toEqual([]);
  });

  it("is an index in the hub, too, for what a sign-in, a page, its acknowledgement, the lists and searches ask there", async () => {
    const world = await World.create();
    const admin = await world.person("admin");
    await world.bouncedDelivery();
    const platform = await TestProcess.platform();
    const asked = new Map<string, unknown[]>();
    for (const process of [world.process, platform])
      await process.inside((_hub, { storage }) => {
        const exec = storage.sql.exec.bind(storage.sql);
        vi.spyOn(storage.sql, "exec").mockImplementation((sql, ...values) => {
          asked.set(sql, values);
          return exec(sql, ...values);
        });
      });
    const { email } = await world.person("operator");
    for (const address of [email, "nobody@nowhere.test"])
      await call("POST", "/api/auth/login", { body: { email: address, password: "wrong" } });
    const { id } = await world.incident({ tags: ["vip"] });
    await world.chain({ isActive: true, severity: "SEV1" });
    await world.incident({ severity: "SEV1" });
    await world.acknowledge(id);
    await world.resolve(id);
    await world.onCall();
    await world.process.alarm();
    for (const endpoint of endpoints.filter((one) => one.method === "get")) {
      const { params = {}, ...shape } = await fixtureOf(endpoint).ask(world);
      await call("GET", addressOf(endpoint, { ...shape, params }), { as: admin });
    }
    await call("GET", "/api/incidents?q=payments", { as: admin });
    await world.process.settle();
    const found = await world.process.inside((_hub, { storage }) => {
      vi.restoreAllMocks();
      return [...asked].flatMap(([sql, values]) => {
        if (!/^\s*(select|update|delete|insert|with)/i.test(sql)) return [];
        const plan = storage.sql
          .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...(values as never[]))
          .toArray();
        const bad = costly(
          sql,
          plan.map(({ detail }) => detail),
          hubTables,
        );
        return bad.length > 0 ? [{ sql, costly: bad }] : [];
      });
    });
    expect(asked.size).toBeGreaterThan(60);
    expect(found).toEqual([]);
  });

  it("is an index, for every list with every filter and order, of one process and of all, and for what the hubs send D1", async () => {
    const world = await World.create();
    const platform = await TestProcess.platform();
    for (const tags of [["vip"], ["vip"]]) await world.incident({ tags });
    const people = [
      { role: "admin" as Role, person: await world.person("admin") },
      { role: "super_admin" as Role, person: await platform.user("super_admin") },
    ];
    const sent = listen();
    vi.spyOn(readingRoom, "of").mockImplementation(() => env.DB);
    await world.incident({ tags: ["vip"] });
    const chain = await world.chain();
    await world.process.settle();
    for (const endpoint of endpoints.filter((one) => one.method === "get"))
      for (const { role, person } of people) {
        if (!can(permissionsOf(role), endpoint.permission as "incidents.view")) continue;
        const shape = await fixtureOf(endpoint).ask(world);
        for (const query of [...filtersOf(endpoint.path), { limit: "1" }] as Record<string, string>[]) {
          const address = addressOf(endpoint, { ...shape, query: { ...shape.query, ...query } });
          const page = await call("GET", address, { as: person });
          const { nextCursor } = (page.body ?? {}) as { nextCursor?: string | null };
          if (nextCursor)
            await call("GET", `${address}${address.includes("?") ? "&" : "?"}cursor=${nextCursor}`, { as: person });
        }
      }
    const [admin] = people;
    const removed = { as: admin?.person ?? null, body: { reason: "Too old" } };
    expect((await call("DELETE", `/api/escalation-chains/${chain.id}`, removed)).status).toBe(204);
    await call("POST", "/api/auth/logout", { as: people[1]?.person ?? null });
    await world.process.settle();
    await differences(world.process);
    await platform.inside(({ engine }) => refillRelay(engine.hub));
    await watchdog(env);
    await call("GET", "/healthz");
    const plans = await plansOf(sent);
    expect(plans.length).toBeGreaterThan(60);
    expect(plans.filter((plan) => plan.costly.length > 0)).toEqual([]);
  });
});
