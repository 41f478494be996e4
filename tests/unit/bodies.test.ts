import { beforeEach, describe, expect, it } from "vitest";
import { permissionsOf } from "#packages/core/access.ts";
import { can } from "#packages/core/permissions.ts";
import { endpoints } from "#packages/modules.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { addressOf, fixtureOf, nameOf, type Shape } from "#tests/isolation/requests.ts";
import { World } from "#tests/isolation/world.ts";
import { differences } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { app, call, type TestUser } from "#tests/support/harness.ts";

/** What an admin may send: who may not is refused before the body is read. */
const changing = endpoints.filter(
  ({ method, permission }) =>
    (method === "post" || method === "patch") &&
    (permission === "anyone_signed_in" || can(permissionsOf("admin"), permission)),
);
const withBody = changing.filter((endpoint) => endpoint.body);
const sql = `'); DROP TABLE incidents; --" OR 1=1 /*`;
const script = `<script>alert("1")</script><img src=x onerror=alert(1)>`;

type Refused = { error: { code: string; message: string; fields?: Record<string, string[]>; requestId: string } };

describe("a bad body", () => {
  const on = edgeFixture();
  let world: World;
  let admin: TestUser;
  beforeEach(async () => {
    arranged = new Map();
    world = await World.create();
    admin = await world.person("admin");
    // More requests than one person may make in a minute, the more so the more endpoints there are.
    await world.process.run(updateProcess, { writesPerMinute: 10_000 });
  });

  /** Refused requests change nothing, so one arrangement of an endpoint serves them all. */
  let arranged: Map<string, Shape>;
  async function send(endpoint: (typeof endpoints)[number], bodyOf: (valid: Record<string, unknown>) => unknown) {
    const shape = arranged.get(nameOf(endpoint)) ?? (await fixtureOf(endpoint).ask(world));
    arranged.set(nameOf(endpoint), shape);
    await world.process.settle();
    const before = await world.rev();
    const answer = await call(endpoint.method.toUpperCase(), addressOf(endpoint, shape), {
      as: admin,
      body: bodyOf(shape.body ?? {}),
    });
    return { ...answer, error: (answer.body as Refused | null)?.error, changed: (await world.rev()) !== before };
  }

  it("is refused everywhere when it is no JSON object, or one nested without end", async () => {
    const texts = [
      ["is not JSON", "{not json"],
      ["is cut short", '{"title":"Pay'],
      ["is an array", "[]"],
      ["is a bare text", '"text"'],
      ["is null", "null"],
      ["is a number", "1e999"],
      ["is a form", "title=x&severity=SEV1"],
      ["is bytes", "\u0000\u0001\u0002"],
      ["is nested without end", `{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
      ["is nested without end in an object", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
      ["has more values than any request needs", `{"tags":[${"0,".repeat(60_000)}0]}`],
    ] as const;
    for (const endpoint of changing) {
      for (const [what, text] of texts) {
        const { status, error, changed } = await send(endpoint, () => text);
        const where = [nameOf(endpoint), what];
        expect([...where, status, error?.code, changed]).toEqual([...where, 422, "invalid", false]);
      }
    }
  });

  it("is refused everywhere when it has an unknown field, which is named", async () => {
    for (const endpoint of changing) {
      const { status, error, changed } = await send(endpoint, (valid) => ({ ...valid, isAdmin: true }));
      expect([nameOf(endpoint), status, error?.fields, changed]).toEqual([
        nameOf(endpoint),
        422,
        { isAdmin: ["Not a known field."] },
        false,
      ]);
    }
  });

  it("is refused everywhere when it would set what the product sets", async () => {
    const fields = ["id", "number", "rev", "createdAt", "passwordHash", "reportedById", "constructor", "toString"];
    for (const endpoint of changing) {
      for (const field of fields) {
        const { status, changed } = await send(endpoint, (valid) => ({ ...valid, [field]: "x" }));
        expect([nameOf(endpoint), field, status, changed]).toEqual([nameOf(endpoint), field, 422, false]);
      }
    }
  });

  it("is refused everywhere when a field is of another type, and the field is named", async () => {
    let tried = 0;
    for (const endpoint of withBody) {
      const valid = (await fixtureOf(endpoint).ask(world)).body ?? {};
      for (const field of Object.keys(valid)) {
        for (const wrong of [{ $ne: null }, [["deep"]], 3.7, 1e300, -1]) {
          const { status, error, changed } = await send(endpoint, (body) => ({ ...body, [field]: wrong }));
          const where = [nameOf(endpoint), field, JSON.stringify(wrong)];
          expect([...where, status, changed]).toEqual([...where, 422, false]);
          expect([...where, Object.keys(error?.fields ?? {}).some((name) => name.startsWith(field))]).toEqual([
            ...where,
            true,
          ]);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(50);
  });

  it("is refused everywhere with 413 when it is larger than 1 MB, told or not", async () => {
    for (const endpoint of changing) {
      const { status, error, changed } = await send(endpoint, (valid) => ({ ...valid, title: "x".repeat(1_000_001) }));
      expect([nameOf(endpoint), status, error?.code, changed]).toEqual([nameOf(endpoint), 413, "too_large", false]);
    }
    const chunk = new TextEncoder().encode("x".repeat(100_000));
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(chunk);
      },
    });
    const request = new Request("http://ops.test/api/incidents", {
      method: "POST",
      headers: { authorization: `Bearer ${admin.token}`, "content-type": "application/json" },
      body: endless,
    });
    const ctx = { waitUntil() {}, passThroughOnException() {}, props: {} } as unknown as ExecutionContext;
    const answer = await app.fetch(request, env, ctx);
    expect(request.headers.get("content-length")).toBeNull();
    expect(answer.status).toBe(413);
    expect(pulled).toBeLessThan(30);
  });

  const open = (fields: Record<string, unknown>) =>
    call("POST", "/api/incidents", { as: admin, body: { title: "Payments are down", severity: "SEV2", ...fields } });

  it.each([
    ["a title of 100,000 characters", { title: "x".repeat(100_000) }, "title"],
    ["a description of 100,000 characters", { description: "x".repeat(100_000) }, "description"],
    ["a control character in the title", { title: "bell\u0007" }, "title"],
    ["a zero byte in the description", { description: "zero\u0000" }, "description"],
    ["an escape sequence in the squad", { squad: "\u001b[31mred" }, "squad"],
    ["a title with nothing to see in it", { title: "\u200b" }, "title"],
    ["a title that turns what follows", { title: "invoice\u202efdp.exe" }, "title"],
    ["a line separator in the squad", { squad: "one\u2028two" }, "squad"],
    ["half a character in the title", { title: "half \ud83d" }, "title"],
    ["a line break in the title", { title: "Subject\r\nBcc: all@x.test" }, "title"],
    ["a severity of SEV9", { severity: "SEV9" }, "severity"],
    ["a severity in small letters", { severity: "sev1" }, "severity"],
    ["a priority nobody knows", { priority: "urgent" }, "priority"],
    ["twenty-one tags", { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) }, "tags"],
    ["a tag with no letter or digit", { tags: ["'#"] }, "tags.0"],
    ["an assignee that is no id", { assignedToId: sql }, "assignedToId"],
  ])("is refused with the field named for %s", async (_, fields, name) => {
    const answer = await open(fields);
    expect([answer.status, Object.keys((answer.body as Refused).error.fields ?? {})]).toEqual([422, [name]]);
    expect(await world.process.sql("SELECT id FROM incidents")).toEqual([]);
  });

  it("is refused with the field named for numbers and dates out of all measure", async () => {
    const manager = await world.person("manager");
    const tier = { afterMinutes: 5, channels: ["email"], userId: null };
    const chain = (fields: object) => ["/api/escalation-chains", { name: "A", tiers: [tier], ...fields }] as const;
    const onCall = (date: unknown) => ["/api/on-call", { userId: admin.id, role: "primary", date }] as const;
    const bad: [readonly [string, object], string][] = [
      [chain({ repeat: -1 }), "repeat"],
      [chain({ repeat: 1e21 }), "repeat"],
      [chain({ repeat: 0.5 }), "repeat"],
      [chain({ tiers: [{ ...tier, afterMinutes: -5 }] }), "tiers.0.afterMinutes"],
      [chain({ tiers: [{ ...tier, afterMinutes: 1e15 }] }), "tiers.0.afterMinutes"],
      [chain({ tiers: [{ ...tier, channels: ["pigeon"] }] }), "tiers.0.channels.0"],
      [chain({ tiers: [] }), "tiers"],
      [chain({ tiers: Array.from({ length: 21 }, () => tier) }), "tiers"],
      [onCall("9999-12-31"), "date"],
      [onCall("2026-02-30"), "date"],
      [onCall("0000-01-01"), "date"],
      [onCall("tomorrow"), "date"],
      [onCall(1_790_000_000_000), "date"],
    ];
    for (const [[path, body], field] of bad) {
      const answer = await call("POST", path, { as: manager, body });
      const where = JSON.stringify(body);
      expect([where, answer.status]).toEqual([where, 422]);
      expect([where, Object.keys((answer.body as Refused).error.fields ?? {})]).toEqual([where, [field]]);
    }
  });

  it("is refused for a filter that makes no sense, never answered with a fault", async () => {
    const cursor = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, "");
    const queries = [
      "/incidents?severity=SEV9",
      "/incidents?status=gone",
      "/incidents?limit=0",
      "/incidents?limit=1e9",
      "/incidents?limit=-1",
      "/incidents?offset=99999999999",
      "/incidents?sortBy=password_hash",
      `/incidents?sortBy=${encodeURIComponent("openedAt; DROP TABLE incidents")}`,
      "/incidents?openedFrom=yesterday",
      "/incidents?cursor=zzz",
      `/incidents?cursor=${cursor(["openedAt:desc", "abc", "x"])}`,
      `/incidents?cursor=${cursor(["openedAt:desc", { a: 1 }, "x"])}`,
      `/audit-log?cursor=${cursor(["seq", "abc", "x"])}`,
      "/audit-log?from=9999",
      "/activity?since=-1",
      "/activity?since=1e400",
      "/activity?since=abc",
      "/on-call?from=9999-99-99",
      "/escalation-chains/dry-run?severity=SEV9&at=2026-11-22T02:30",
      "/escalation-chains/dry-run?severity=SEV1&at=9999-12-31T23:59",
      "/escalation-chains/dry-run?severity=SEV1&at=2026-13-45T99:99",
      "/escalation-chains/dry-run?severity=SEV1",
      "/outbox?state=lost",
    ];
    for (const query of queries) {
      const answer = await call("GET", `/api${query}`, { as: admin });
      expect([query, answer.status, (answer.body as Refused).error?.code]).toEqual([query, 422, "invalid"]);
    }
  });

  it("does no harm in an address: strange ids and searches find nothing", async () => {
    const strange = [
      sql,
      script,
      "%00",
      "..%2f..%2fetc",
      "%",
      "%E0%A4%A",
      "-1",
      "1e9",
      "x".repeat(5_000),
      "🙂",
      "__proto__",
    ];
    for (const text of strange) {
      const one = await call("GET", `/api/incidents/${text.includes("%") ? text : encodeURIComponent(text)}`, {
        as: admin,
      });
      expect([text, [404, 422].includes(one.status)]).toEqual([text, true]);
      const found = await call("GET", `/api/incidents?q=${encodeURIComponent(text.slice(0, 200))}`, { as: admin });
      expect([text, found.status]).toEqual([text, 200]);
    }
    for (const q of ['"', "*", "a AND", "NEAR(", "title:x", "^", "(((", "-", "\\"])
      expect([q, (await call("GET", `/api/incidents?q=${encodeURIComponent(q)}`, { as: admin })).status]).toEqual([
        q,
        200,
      ]);
  });

  it("of mark-up is kept as text, and escaped where a mail shows it", async () => {
    const made = await open({ title: script, description: script, squad: script });
    expect(made.body).toMatchObject({ incident: { title: script, description: script, squad: script } });
    const { id } = (made.body as { incident: { id: string } }).incident;
    await call("POST", `/api/incidents/${id}/comment`, { as: admin, body: { text: script } });
    const read = await call("GET", `/api/incidents/${id}`, { as: admin });
    expect(read.body).toMatchObject({ incident: { title: script, description: script } });
    expect(read.headers.get("content-type")).toMatch(/^application\/json/);
    await world.process.settle();
    const mails = on.resend.of(world.process.id);
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) {
      expect(mail.html).toContain("&lt;script&gt;");
      expect(mail.html).not.toMatch(/<script|<img/i);
      expect(mail.text).toContain(script);
    }
  });

  it("of SQL is kept as it was written, in every text, and every table stands", async () => {
    const manager = await world.person("manager");
    const made = await open({ title: sql, description: sql, squad: sql, externalId: sql, faultReported: sql });
    const { id } = (made.body as { incident: { id: string } }).incident;
    const edit = { rootCause: sql, actionTaken: sql, squad: `${sql}!` };
    expect((await call("PATCH", `/api/incidents/${id}`, { as: admin, body: edit })).status).toBe(200);
    await call("POST", `/api/incidents/${id}/comment`, { as: admin, body: { text: sql } });
    await call("POST", "/api/escalation-chains", {
      as: manager,
      body: { name: sql, tiers: [{ afterMinutes: 1, channels: ["email"] }] },
    });
    await call("PATCH", `/api/processes/${world.process.id}`, { as: admin, body: { name: sql } });
    await world.process.settle();
    const { results } = await env.DB.prepare(
      "SELECT title, description, squad, external_id, fault_reported, root_cause, action_taken FROM incidents WHERE process_id = ?",
    )
      .bind(world.process.id)
      .all();
    expect(results.map((row) => Object.values(row))).toEqual([[sql, sql, `${sql}!`, sql, sql, sql, sql]]);
    expect((await call("GET", `/api/incidents?q=${encodeURIComponent(sql)}`, { as: admin })).body).toMatchObject({
      items: [{ id }],
    });
    expect(await differences(world.process)).toEqual([]);
    expect((await call("GET", "/api/audit-log/verify", { as: admin })).body).toMatchObject({ ok: true });
  });
});
