import { drizzle } from "drizzle-orm/d1";
import { describe, expect, it } from "vitest";
import { permissionsOf } from "#packages/core/access.ts";
import { can } from "#packages/core/permissions.ts";
import { incidents } from "#packages/incidents/tables.ts";
import { endpoints, processTables } from "#packages/modules.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { guarded } from "#worker/reader.ts";
import { incidentFilters, listen } from "./listen.ts";
import { addressOf, fixtureOf } from "./requests.ts";
import { unheld } from "./sql.ts";
import { World } from "./world.ts";

const tables = [...processTables.keys(), "events", "audit", "audit_refs"];

describe("the guard of D1", () => {
  const guard = () => guarded(env.DB, "prc_own");

  it.each([
    ['select * from "incidents"'],
    ["SELECT * FROM incidents"],
    ["select * from incidents where incidents.id = ?"],
    ['select * from "audit" where "audit"."seq" > ?'],
    ['select * from "events" order by "events"."seq"'],
    ['select * from "users" where "users"."email" = ?'],
    ['select * from "incidents" inner join "users" on 1 where "incidents"."process_id" = ?'],
    ['select * from "incidents", "users" where "incidents"."process_id" = ?'],
    ['select * from "incidents" where "id" in (select "id" from "incidents" where "incidents"."process_id" = ?)'],
    ['update "incidents" set "title" = ?'],
    ['delete from "incidents"'],
    ['insert into "incidents" ("id") values (?)'],
  ])("does not let out: %s", (sql) => {
    expect(() => guard().prepare(sql)).toThrow(/without process_id/);
  });

  it("lets out what is held to the process it is bound to, and nothing bound to another", () => {
    const sql = 'select * from "incidents" where "incidents"."process_id" = ? and "incidents"."assigned_to_id" = ?';
    expect(() => guard().prepare(sql).bind("prc_own", "usr_1")).not.toThrow();
    expect(() => guard().prepare(sql).bind("prc_other", "usr_1")).toThrow(/bound to another process/);
    expect(() => guard().prepare(sql).bind("prc_other", "prc_own")).toThrow(/bound to another process/);
    expect(() => guard().prepare(sql).bind()).toThrow(/bound to another process/);
  });

  it("has no way around the look at the statement", () => {
    for (const way of ["exec", "batch", "dump", "withSession"] as const) expect(() => guard()[way]).toThrow(/not open/);
  });

  it("stops a query that forgot its process, as drizzle writes it", async () => {
    await expect(drizzle(guard()).select().from(incidents).limit(1)).rejects.toThrow();
    await expect(drizzle(env.DB).select().from(incidents).limit(1)).resolves.toEqual([]);
  });
});

describe("the checker of these tests", () => {
  const held = (sql: string, values: unknown[]) => unheld({ sql, values }, tables, "prc_own");

  it("sees a table that is not held to the process, wherever it stands", () => {
    expect(held('select * from "incidents"', [])).toEqual(["incidents"]);
    expect(held('select * from "incidents" where "incidents"."process_id" = ?', ["prc_other"])).toEqual(["incidents"]);
    expect(
      held('select * from "incidents" where ("incidents"."process_id" = ? or "incidents"."id" = ?)', ["prc_own", "x"]),
    ).toEqual(["incidents"]);
    expect(
      held(
        'select * from "incidents" where ("incidents"."process_id" = ? and "incidents"."id" in (select "incident_id" from "incident_tags" where "incident_tags"."tag" = ?))',
        ["prc_own", "vip"],
      ),
    ).toEqual(["incident_tags"]);
  });

  it("takes what a join is on for an answer, unless rows are there without it", () => {
    const joined = (kind: string) =>
      `select * from "incident_tags" ${kind} join "incidents" on ("incident_tags"."process_id" = ? and "incidents"."id" = "incident_tags"."incident_id") where "incidents"."process_id" = ?`;
    expect(held(joined("cross"), ["prc_own", "prc_own"])).toEqual([]);
    expect(held(joined("cross"), ["prc_other", "prc_own"])).toEqual(["incident_tags"]);
    expect(held(joined("left"), ["prc_own", "prc_own"])).toEqual(["incident_tags"]);
  });

  it("is content with one that is", () => {
    expect(
      held(
        'select "id" from "incidents" where ("incidents"."process_id" = ? and ("incidents"."a" = ? or "incidents"."b" = ?)) order by "incidents"."id" limit ?',
        ["prc_own", 1, 2, 50],
      ),
    ).toEqual([]);
    expect(
      held(
        'select * from "incidents" where ("incidents"."process_id" = ? and "incidents"."id" in (select "incident_id" from "incident_tags" where ("incident_tags"."process_id" = ? and "incident_tags"."tag" = ?))) limit ?',
        ["prc_own", "prc_own", "vip", 50],
      ),
    ).toEqual([]);
  });
});

describe("what ordinary people's requests send to D1", () => {
  edgeFixture();

  it("is held to their process by process_id in each statement, for every list, filter and page", async () => {
    const world = await World.create();
    await world.incident({ tags: ["vip"] });
    await world.incident({ tags: ["vip"] });
    const asked: { address: string; role: "admin" | "viewer" }[] = [];
    for (const endpoint of endpoints.filter((one) => one.method === "get")) {
      const shape = await fixtureOf(endpoint).ask(world);
      const lists =
        endpoint.path === "/incidents" ? incidentFilters : [shape.query ?? {}, { ...shape.query, limit: "1" }];
      for (const query of lists)
        for (const role of ["admin", "viewer"] as const)
          if (can(permissionsOf(role), endpoint.permission as "incidents.view"))
            asked.push({ role, address: addressOf(endpoint, { ...shape, query }) });
    }
    const people = { admin: await world.person("admin"), viewer: await world.person("viewer") };
    await world.process.settle();
    const sent = listen();
    for (const { address, role } of asked) {
      const page = await call("GET", address, { as: people[role] });
      expect([address, page.status]).toEqual([address, 200]);
      const { nextCursor } = (page.body ?? {}) as { nextCursor?: string | null };
      if (!nextCursor) continue;
      const next = `${address}${address.includes("?") ? "&" : "?"}cursor=${nextCursor}`;
      expect((await call("GET", next, { as: people[role] })).status).toBe(200);
    }
    const reading = sent.filter(({ sql }) => tables.some((table) => sql.includes(`"${table}"`)));
    expect(reading.length).toBeGreaterThan(20);
    for (const statement of reading)
      expect([statement.sql, unheld(statement, tables, world.process.id)]).toEqual([statement.sql, []]);
  });
});
