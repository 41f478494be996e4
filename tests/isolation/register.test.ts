import { getTableColumns, getTableName } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { audit, events } from "#packages/core/tables.ts";
import { endpoints, modules, permissions, policies, processTables, timerSources } from "#packages/modules.ts";
import { env } from "#tests/support/env.ts";

const known = new Set(["anyone_signed_in", ...permissions.map(({ name }) => name)]);
const repeated = (names: string[]) => names.filter((name, index) => names.indexOf(name) !== index);
const all = <T>(pick: (module: (typeof modules)[number]) => T[]) => modules.flatMap(pick);

describe("the register of modules", () => {
  it("names each module, command, view, guard and search once", () => {
    expect(repeated(modules.map((module) => module.name))).toEqual([]);
    expect(repeated(all((module) => module.commands.map((one) => one.name)))).toEqual([]);
    expect(repeated(all((module) => module.views.map((one) => one.name)))).toEqual([]);
    expect(repeated(all((module) => Object.keys(module.guards ?? {})))).toEqual([]);
    expect(repeated(all((module) => (module.searches ?? []).map((one) => one.name)))).toEqual([]);
  });

  it("gives each command a permission that exists and a name in the audit log", () => {
    const commands = all((module) => module.commands);
    expect(commands.length).toBeGreaterThan(20);
    for (const { name, permission, audit: logged } of commands) {
      expect(name).toMatch(/^[a-z]\w*\.[a-z]\w*$/i);
      expect([name, permission === "system" || permission === "anyone_signed_in" || known.has(permission)]).toEqual([
        name,
        true,
      ]);
      expect(logged.action).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(logged.entity).toMatch(/^[a-z_]+$/);
    }
  });

  it("leaves only signing out and what asks for each record's own open to anyone signed in; all else asks for a permission", () => {
    const open = all((module) => module.commands).filter((command) => command.permission === "anyone_signed_in");
    expect(open.map((command) => command.name)).toEqual(["sessions.end"]);
    const toAll = ({ permission }: { permission: string }) => permission === "anyone_signed_in";
    expect(
      all((module) => module.views.filter(toAll))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["search.records", "sending.standing"]);
    expect(endpoints.filter(toAll).map(({ path }) => path)).toEqual(["/search"]);
  });

  it("gives each view a permission that exists", () => {
    for (const { name, permission } of all((module) => module.views))
      expect([name, permission === "system" || known.has(permission)]).toEqual([name, true]);
  });

  it("asks for each permission that it declares somewhere, and for none that is only planned", () => {
    const asked = new Set<string>([
      ...all((module) => [...module.commands, ...module.views]).map(({ permission }) => permission),
      ...endpoints.map(({ permission }) => permission),
      // Asked within a verb: taking an incident is free, giving it to others is not; so are one's own views.
      "incidents.assign",
      "views.manage",
    ]);
    expect(permissions.filter(({ name, planned }) => asked.has(name) === (planned === true))).toEqual([]);
  });

  it("runs by timer only commands that the product itself may run", () => {
    expect(timerSources.size).toBeGreaterThan(1);
    const system = new Set(
      all((module) => module.commands)
        .filter((command) => command.permission === "system")
        .map((command) => command.name),
    );
    for (const name of ["incidents.remind", "escalations.fire", "outbox.record"]) expect(system).toContain(name);
  });

  it("starts each process table with process_id and rev, keyed by process first", () => {
    for (const table of [...processTables.values()]) {
      const columns = getTableColumns(table) as Record<string, { name: string; notNull: boolean }>;
      const name = getTableName(table);
      expect([name, columns.processId?.name, columns.rev?.name]).toEqual([name, "process_id", "rev"]);
      expect([name, columns.processId?.notNull, columns.rev?.notNull]).toEqual([name, true, true]);
      const [key] = getTableConfig(table).primaryKeys;
      expect([name, key?.columns.map((column) => column.name)]).toEqual([name, ["process_id", "id"]]);
    }
    for (const table of [events, audit]) {
      const [key] = getTableConfig(table).primaryKeys;
      expect(key?.columns.map((column) => column.name)).toEqual(["process_id", "seq"]);
    }
  });

  it("names what is the hub's own so, and finds the oldest of it by an index", () => {
    for (const [name, policy] of policies) {
      expect([name, policy.hubOnly === true]).toEqual([name, name.startsWith("hub_")]);
      const { indexes, columns } = getTableConfig(policy.table);
      const updatedAt = columns.find((column) => column.name === "updated_at");
      if (policy.hubOnly) expect(indexes.map((one) => one.config.columns[0])).toContain(updatedAt);
    }
  });

  it("has in D1 each table that it names, with process_id, and no other table that holds a process's rows", async () => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%process_id%'",
    ).all<{ name: string }>();
    const inD1 = results.map((row) => row.name).filter((name) => !name.startsWith("hub_"));
    const bookkeeping = ["tombstones", "log_left", "process_clocks"];
    expect(inD1.sort()).toEqual([...processTables.keys(), "events", "audit", "audit_refs", ...bookkeeping].sort());
  });

  it("never cascades a delete", async () => {
    const { results } = await env.DB.prepare("SELECT sql FROM sqlite_master WHERE sql LIKE '%CASCADE%'").all();
    expect(results).toEqual([]);
  });
});

describe("the register of endpoints", () => {
  it("has each method and path once, and no path that hides another", () => {
    const names = endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path}`);
    expect(repeated(names)).toEqual([]);
    const pattern = (path: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
    endpoints.forEach((later, index) => {
      const hidden = endpoints
        .slice(0, index)
        .find((earlier) => earlier.method === later.method && pattern(earlier.path).test(later.path));
      expect([later.path, hidden?.path]).toEqual([later.path, undefined]);
    });
  });

  it("asks for a permission that exists, and documents itself", () => {
    for (const endpoint of endpoints) {
      expect([endpoint.path, known.has(endpoint.permission)]).toEqual([endpoint.path, true]);
      expect(endpoint.summary.length).toBeGreaterThan(3);
      expect(endpoint.tag.length).toBeGreaterThan(2);
    }
  });

  it("describes the body of whatever changes something and takes one", () => {
    const bare = endpoints
      .filter((endpoint) => endpoint.method === "post" || endpoint.method === "patch")
      .filter((endpoint) => !endpoint.body)
      .map((endpoint) => endpoint.path);
    expect(bare).toEqual([
      "/impersonation/visits/:id/end",
      "/incidents/:id/restore",
      "/escalation-chains/:id/start",
      "/escalation-chains/:id/restore",
      "/on-call/:id/restore",
      "/outbox/:id/retry",
      ...["resync", "restore", "compare", "verify"].map((act) => `/operations/:processId/${act}`),
      "/jobs/:id/cancel",
      "/jobs/:id/retry",
    ]);
  });
});
