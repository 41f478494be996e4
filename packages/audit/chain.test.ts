import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { auditHash, chainStart, eventsOf, followRow, type Link } from "#packages/core/audit-chain.ts";
import { command, type Envelope } from "#packages/core/command.ts";
import type { Json } from "#packages/core/json.ts";
import { ok } from "#packages/core/result.ts";
import { rowFrom, shapeOf } from "#packages/core/rows.ts";
import { audit, events, messages } from "#packages/core/tables.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateIncident } from "#packages/incidents/commands/update.server.ts";
import { incidentTags } from "#packages/incidents/tables.ts";
import { commandsByName } from "#packages/modules.ts";
import { verifyLines } from "#scripts/lib/audit-chain.mjs";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { plainBody } from "#tests/support/mail.ts";
import { verifyChain } from "./chain.server.ts";
import { verifyPage } from "./views.server.ts";

/** Takes any text and writes it wherever a command can write one. */
const writeAnything = command({
  name: "test.writeAnything",
  permission: "system",
  audit: {
    action: "test.write",
    words: "tested …",
    entity: "test",
    about: (input) => ({ detail: input.data as Json }),
  },
  input: z.object({ text: z.string(), data: z.json() }),
  run(ctx, { text, data }) {
    const row = { event: "test", aboutKind: "test", aboutId: null, subject: text };
    ctx.put(messages, { ...row, id: ctx.newId("message"), body: plainBody(text), told: null });
    const written = ctx.put(incidentTags, { id: ctx.newId("message"), tag: text, incidentId: "inc_x", urgencyRank: 0 });
    ctx.patch(incidentTags, written, { tag: `${text}${text}` });
    ctx.emit({
      about: { kind: "delivery", id: text },
      action: "written",
      summary: text,
      data: { [text]: data as Json },
    });
    return ok(null);
  },
});

const oddTexts = [
  "\ud83d",
  "\ude00",
  "a\u0000b",
  "\u{1f600}".repeat(3),
  "\u202eright to left",
  "\ufeff",
  "__proto__",
  "",
];
const text = fc.oneof(
  fc.constantFrom(...oddTexts, `${"x".repeat(299)}\u{1f600}`),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);
const written = fc.record({
  text,
  data: fc.jsonValue({ stringUnit: "binary", maxDepth: 2 }),
  facts: fc.record({ ip: text, userAgent: text, requestId: text, reason: text, commandId: text }),
});

const asSetup = { kind: "system", name: "setup" } as const;
const envelopeOf = (name: string, input: unknown, facts: Partial<Envelope> & { commandId: string }): Envelope => ({
  name,
  input,
  caller: asSetup,
  requestId: "req_test",
  ip: null,
  userAgent: null,
  ...facts,
});

describe("the audit chain", () => {
  const on = processFixture({ clock: "real" });
  afterEach(() => void commandsByName.delete(writeAnything.name));

  const verify = () => verifyChain(on.process.door);
  /** Changes what the triggers protect, as somebody with the database in hand could. */
  const tamper = (...statements: string[]) =>
    on.process.inside((_hub, { storage }) => {
      const guards = ["audit", "events", "audit_refs"].flatMap((table) =>
        ["update", "delete"].map((act) => `${table}_no_${act}`),
      );
      const made = guards.map(
        (name) => storage.sql.exec<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = ?", name).one().sql,
      );
      storage.transactionSync(() => {
        for (const name of guards) storage.sql.exec(`DROP TRIGGER ${name}`);
        for (const statement of statements) storage.sql.exec(statement);
        for (const sql of made) storage.sql.exec(sql);
      });
    });
  /** Follows the chain as D1 has it. */
  async function followInD1(): Promise<unknown> {
    const read = (table: typeof audit | typeof events) =>
      env.DB.prepare(`SELECT ${shapeOf(table).names} FROM ${shapeOf(table).name} WHERE process_id = ? ORDER BY seq`)
        .bind(on.process.id)
        .raw<unknown[]>();
    const named = (await read(events)).map((values) => rowFrom(events, values));
    let link: Link = chainStart;
    for (const row of (await read(audit)).map((values) => rowFrom(audit, values))) {
      const next = followRow(link, row, named.splice(0, eventsOf(row)));
      if ("reason" in next) return next;
      link = next;
    }
    return { ...link, left: named.length };
  }

  it("hashes whatever text it is given as hub and D1 give it back", async () => {
    commandsByName.set(writeAnything.name, writeAnything);
    const seed = Math.floor(Math.random() * 2 ** 31);
    const samples = fc.sample(written, { seed, numRuns: 120 });
    await on.process.inside(({ engine }) => {
      for (const [index, { text, data, facts }] of samples.entries()) {
        const envelope = {
          ...facts,
          commandId: `${index}${facts.commandId}`,
          name: writeAnything.name,
          input: { text, data },
        };
        const { result } = engine.run({ ...envelope, caller: { kind: "system", name: "setup" } }, Date.now());
        expect([seed, result]).toEqual([seed, { ok: true, value: null }]);
      }
    });
    await on.process.settle();
    const whole = await verify();
    expect([seed, whole]).toEqual([seed, { ok: true, value: expect.objectContaining({ ok: true, reason: null }) }]);
    const rows = whole.ok ? whole.value.rows : 0;
    const hash = whole.ok ? whole.value.lastHash : "";
    const named = (await on.process.feed(0, 0)).lastSeq;
    expect(rows).toBeGreaterThanOrEqual(120);
    expect([seed, await followInD1()]).toEqual([seed, { seq: rows, hash, event: named, left: 0 }]);
    for (const table of ["audit", "audit_refs", "messages", "incident_tags", "events"]) {
      const query = `SELECT * FROM ${table} WHERE process_id = ? ORDER BY 1, 2, 3, 4`;
      const copy = await env.DB.prepare(query).bind(on.process.id).all();
      expect([seed, table, copy.results]).toEqual([seed, table, await on.process.sql(query, on.process.id)]);
    }
    const admin = await on.process.user("admin");
    const exported = await call("GET", "/api/audit-log/export", { as: admin });
    expect(await verifyLines(exported.text.split("\n"))).toMatchObject({ outcome: "ok", chains: [{ from: 1 }] });
  });

  it("stays whole when a header that can be cut through a character comes in before anybody has signed in", async () => {
    const asha = await on.process.user("operator");
    const headers = { "user-agent": `${"x".repeat(299)}\u{1f600}` };
    await call("POST", "/api/auth/login", { body: { email: asha.email, password: "x" }, headers });
    expect(await verify()).toMatchObject({ value: { ok: true } });
    const [row] = await on.platform.sql("SELECT user_agent FROM audit ORDER BY seq DESC LIMIT 1");
    expect(row?.user_agent).toBe(headers["user-agent"]);
  });

  it("covers of a row the columns of its version, so that a later column changes no old hash", async () => {
    const values = await on.process.sql(`SELECT ${shapeOf(audit).names} FROM audit WHERE seq = 1`);
    const row = rowFrom(audit, Object.values(values[0] ?? {}));
    const later = [null, "vis_1"].map((visitId) => auditHash(Object.assign({ visitId }, row)));
    expect(later).toEqual([row.hash, row.hash]);
    expect(auditHash({ ...row, reason: "another" })).not.toBe(row.hash);
    expect(followRow(chainStart, { ...row, v: 99 }, [])).toMatchObject({
      reason: expect.stringContaining("version 99"),
    });
  });

  describe("names what does not fit", () => {
    let own: number;
    const count = async (table: string) => Number((await on.process.sql(`SELECT max(seq) AS n FROM ${table}`))[0]?.n);
    beforeEach(async () => {
      const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
      own = await count("audit");
      await on.process.run(commentOnIncident, { id, text: "one" });
      await on.process.run(commentOnIncident, { id, text: "two" });
    });
    const event = () => count("events");

    it.each([
      ["a changed row", "UPDATE audit SET actor_name = 'Nobody' WHERE seq = :row", null, "does not give its hash"],
      ["a removed row", "DELETE FROM audit WHERE seq = :row", null, "is missing"],
      [
        "a changed event",
        "UPDATE events SET summary = 'Nothing happened' WHERE seq = :event",
        0,
        "not as it was written",
      ],
      [
        "an event of somebody else",
        "UPDATE events SET actor_name = 'Nobody' WHERE seq = :event",
        0,
        "not as it was written",
      ],
      ["a removed event", "DELETE FROM events WHERE seq = :event", 0, "is missing"],
    ])("%s", async (_what, statement, place, reason) => {
      const named = (await event()) - 1;
      await tamper(statement.replace(":row", String(own + 1)).replace(":event", String(named)));
      const found = await verify();
      expect(found).toMatchObject({
        value: { ok: false, rows: own, firstBroken: own + 1, brokenEvent: place === null ? null : named },
      });
      expect(found.ok && found.value.reason).toContain(reason);
    });

    it("an added event, at the end, within and before all others, and a log that was cut off", async () => {
      const named = await event();
      const added = (seq: number) =>
        `INSERT INTO events SELECT process_id, ${seq}, rev, type, entity, entity_id, entity_number, action, audience, actor_kind, actor_id, actor_name, at, summary, data FROM events WHERE seq = ${named}`;
      for (const seq of [named + 1, named - 0.5, -1]) {
        await tamper(added(seq));
        expect(await verify()).toMatchObject({ value: { ok: false, brokenEvent: seq } });
        await tamper(`DELETE FROM events WHERE seq = ${seq}`);
      }
      expect(await verify()).toMatchObject({ value: { ok: true } });
      await tamper(`DELETE FROM audit WHERE seq = ${own + 2}`, `DELETE FROM events WHERE seq = ${named}`);
      expect(await verify()).toMatchObject({ value: { ok: false, firstBroken: own + 2, brokenEvent: null } });
    });
  });

  it("is read in pages, by one reader at a time: nothing that is due in the hub waits for a whole log", async () => {
    const asked = await on.process.inside(({ engine }) => vi.spyOn(engine, "view"));
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
    const long = "page ".repeat(3_900);
    await on.process.inside(({ engine }) => {
      for (let index = 0; index < 25; index++) {
        const envelope = envelopeOf(
          updateIncident.name,
          { id, rootCause: `${index} ${long}` },
          { commandId: `${index}` },
        );
        expect(engine.run(envelope, Date.now()).result).toMatchObject({ ok: true });
      }
    });
    const whole = await verify();
    expect(whole).toMatchObject({ value: { ok: true } });
    expect(asked.mock.calls.length).toBeGreaterThanOrEqual(3);

    const [admin, first] = [await on.process.user("admin"), { run: "first", link: chainStart }];
    const status = async () => (await call("GET", "/api/audit-log/verify", { as: admin })).status;
    expect(await on.process.view(verifyPage, first)).toMatchObject({ done: false });
    const exported = await call("GET", "/api/audit-log/export", { as: admin });
    expect([await status(), exported.status, exported.headers.get("retry-after")]).toEqual([429, 429, "5"]);
    for (let { link, done } = await on.process.view(verifyPage, first); !done; )
      ({ link, done } = await on.process.view(verifyPage, { run: "first", link }));
    expect(await status()).toBe(200);
  });
});
