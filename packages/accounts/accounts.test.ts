import { beforeEach, describe, expect, it, vi } from "vitest";
import { day, minute } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { createUser, updateUserAccess } from "#packages/users/commands.server.ts";
import { kill, lose, TestD1 } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, must, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";
import * as passwords from "#worker/passwords.ts";
import { setPassword } from "./commands.server.ts";
import { membershipOfUser } from "./queries.server.ts";

const password = "Correct-horse-battery-1";
const hashed = (text: string) => passwords.hashPassword(text, [env.PASSWORD_SECRET], { m: 8, t: 1, p: 1 });
const hash = await hashed(password);

interface Asked {
  ticket: string;
  processes: { id: string; slug: string; name: string }[];
  lastProcessId: string | null;
}

describe("one person in two processes", () => {
  const on = processFixture({ settings: {} });
  let second: TestProcess;
  let here: TestUser;
  let there: TestUser;
  beforeEach(async () => {
    second = await TestProcess.create();
    here = await on.process.user("admin", { passwordHash: hash });
    there = await second.user("viewer", { email: here.email });
  });

  const login = (more: object = {}, secret = password) =>
    call("POST", "/api/auth/login", { body: { email: here.email, password: secret, ...more } });
  const choose = (ticket: string, processId: string) =>
    call("POST", "/api/auth/choose", { body: { ticket, processId } });
  const asked = (answer: { body: unknown }) => (answer.body as { error: { current: Asked } }).error.current;
  const tokenIn = (answer: { body: unknown }) => (answer.body as { token: string }).token;
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const whoIs = async (token: string) => {
    const { status, body } = await call("GET", "/api/auth/me", bearer(token));
    const { user } = body as { user?: { id: string; processId: string; role: string } };
    return user ? [user.id, user.processId, user.role] : status;
  };
  const inFirst = () => [here.id, on.process.id, "admin"];
  const inSecond = () => [there.id, second.id, "viewer"];
  const audited = async (of: TestProcess, action: string) =>
    (await of.sql<{ n: number }>("SELECT count(*) AS n FROM audit WHERE action = ?", action))[0]?.n;

  it("is asked which, is remembered, and gets a session of that one only", async () => {
    const first = await login();
    expect([first.status, first.headers.get("set-cookie"), first.text.includes('"token"')]).toEqual([409, null, false]);
    expect(
      asked(first)
        .processes.map(({ id }) => id)
        .sort(),
    ).toEqual([on.process.id, second.id].sort());
    expect(asked(first).lastProcessId).toBeNull();
    const chosen = await choose(asked(first).ticket, second.id);
    expect([chosen.status, await whoIs(tokenIn(chosen))]).toEqual([200, inSecond()]);
    expect(asked(await login()).lastProcessId).toBe(second.id);
    for (const processId of [on.process.id, on.process.slug])
      expect(await whoIs(tokenIn(await login({ processId })))).toEqual(inFirst());
    expect(asked(await login()).lastProcessId).toBe(on.process.id);
    const neither = await TestProcess.create();
    for (const processId of [neither.id, "nowhere", platformProcess]) {
      expect([processId, (await login({ processId })).status]).toEqual([processId, 409]);
      expect([processId, (await choose(asked(first).ticket, processId)).status]).toEqual([processId, 422]);
    }
    // Nobody else is asked, and a wrong password shows no process.
    const one = await on.process.user("viewer", { passwordHash: hash });
    expect((await call("POST", "/api/auth/login", { body: { email: one.email, password } })).status).toBe(200);
    const wrong = await login({}, "wrong");
    expect([wrong.status, wrong.text.includes("ticket"), wrong.text.includes(second.slug)]).toEqual([
      401,
      false,
      false,
    ]);
  });

  it("proves it once for five minutes, and a ticket is no session and no token a ticket", async () => {
    const { ticket } = asked(await login());
    expect(await whoIs(ticket)).toBe(401);
    expect((await choose(here.token, second.id)).status).toBe(401);
    expect((await choose(`${ticket}x`, second.id)).status).toBe(401);
    on.time.now += 1;
    await on.platform.run(setPassword, { email: here.email, passwordHash: await hashed("Another-one-2") });
    expect((await choose(ticket, second.id)).status).toBe(401);
    const late = asked(await login({}, "Another-one-2")).ticket;
    on.time.now += 5 * minute + 1_000;
    expect((await choose(late, second.id)).status).toBe(401);
  });

  it("goes from one to the other by a new session there; the old one ends", async () => {
    const token = tokenIn(await login({ processId: on.process.id }));
    const list = await call("GET", "/api/auth/processes", bearer(token));
    expect((list.body as { items: { id: string }[] }).items.map(({ id }) => id).sort()).toEqual(
      [on.process.id, second.id].sort(),
    );
    const go = (from: string, processId: string) =>
      call("POST", "/api/auth/switch", { body: { processId }, ...bearer(from) });
    for (const processId of [platformProcess, "nowhere", (await TestProcess.create()).id])
      expect([processId, (await go(token, processId)).status]).toEqual([processId, 404]);
    expect(await whoIs(token)).toEqual(inFirst());
    const switched = await go(token, second.slug);
    expect([switched.status, await whoIs(tokenIn(switched)), await whoIs(token)]).toEqual([200, inSecond(), 401]);
    expect((await go(token, on.process.id)).status).toBe(401);
    // What they may do is what they are there.
    expect((await call("GET", `/api/users?processId=${on.process.id}`, bearer(tokenIn(switched)))).status).toBe(404);
    expect((await call("GET", "/api/audit-log", bearer(tokenIn(switched)))).status).toBe(403);
    expect([await audited(on.platform, "account.switch"), await audited(second, "session.create")]).toEqual([1, 2]);
    const ravi = await on.process.user("viewer");
    expect((await go(ravi.token, second.id)).status).toBe(404);
  });

  it("goes from one whose hub does not answer just then: the old session ends when it is back", async () => {
    const token = tokenIn(await login({ processId: on.process.id }));
    const away = await on.process.inside(({ engine }) => {
      const execute = engine.execute.bind(engine);
      return vi
        .spyOn(engine, "execute")
        .mockImplementation(async (sent) =>
          sent.name === endSession.name ? { ok: false, error: errors.unavailable("Away.") } : execute(sent),
        );
    });
    const switched = await call("POST", "/api/auth/switch", { body: { processId: second.id }, ...bearer(token) });
    expect([switched.status, await whoIs(tokenIn(switched))]).toEqual([200, inSecond()]);
    away.mockRestore();
    await second.settle();
    expect(await whoIs(token)).toBe(401);
  });

  it("is asked on the sign-in page, too, and there no page or script ever holds the ticket", async () => {
    const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
    const first = await postForm("/login", { body: form({ email: here.email, password, next: "/incidents" }) });
    const { choose: choice } = JSON.parse(first.text).actionData.login;
    expect(Object.keys(choice)).toEqual(["processes", "lastProcessId"]);
    const cookie = /(__Host-choice=[^;]+); Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=300/.exec(
      first.headers.get("set-cookie") ?? "",
    )?.[1];
    const pick = (given: string | undefined) =>
      postForm("/login", { cookie: given, body: form({ processId: second.id, next: "/incidents" }) });
    expect((await pick(undefined)).status).toBe(401);
    const chosen = await pick(cookie);
    expect([chosen.status, chosen.headers.get("location")]).toEqual([302, "/incidents"]);
    const [session, gone] = chosen.headers.getSetCookie();
    expect(await whoIs(/__Host-session=([^;]+)/.exec(session ?? "")?.[1] ?? "")).toEqual(inSecond());
    expect(gone).toMatch(/^__Host-choice=;.*Max-Age=0$/);
    const left = await postForm("/switch-process", { as: here, body: form({ processId: second.id }) });
    expect([left.status, left.headers.get("x-remix-reload-document"), await whoIs(here.token)]).toEqual([
      302,
      "true",
      401,
    ]);
    expect((await postForm("/switch-process", { as: here, body: form({ processId: second.id }) })).status).toBe(401);
  });

  it("is let go by one process and stays in the other", async () => {
    await second.run(updateUserAccess, { id: there.id, isActive: false });
    await second.settle();
    const only = await login();
    expect([only.status, await whoIs(tokenIn(only)), await whoIs(there.token)]).toEqual([200, inFirst(), 401]);
    expect((await login({ processId: second.id })).status).toBe(409);
    await second.run(updateUserAccess, { id: there.id, isActive: true });
    await second.settle();
    expect(asked(await login()).processes).toHaveLength(2);
    await on.process.run(updateUserAccess, { id: here.id, isActive: false });
    await on.process.settle();
    expect(await whoIs(tokenIn(await login()))).toEqual(inSecond());
  });

  it("is refused in the log of each", async () => {
    const before = await audited(on.platform, "session.refuse");
    await login({}, "wrong");
    await on.platform.settle();
    const rows = async (of: TestProcess) =>
      (await of.sql<{ detail: string }>("SELECT detail FROM audit WHERE action = 'session.refuse'")).map(({ detail }) =>
        JSON.parse(detail),
      );
    expect(await rows(on.process)).toEqual([{ userId: here.id, why: "password", ip: null }]);
    expect(await rows(second)).toEqual([{ userId: there.id, why: "password", ip: null }]);
    expect(await audited(on.platform, "session.refuse")).toBe((before ?? 0) + 1);
  });

  it("has one password, which no process's hub and no process's part of D1 holds", async () => {
    await Promise.all([on.process, second, on.platform].map((each) => each.settle()));
    const held = (of: TestProcess) => of.sql("SELECT id FROM credentials");
    expect([await held(on.process), await held(second)]).toEqual([[], []]);
    const { results } = await env.DB.prepare("SELECT DISTINCT process_id AS of FROM credentials").all();
    expect(results).toEqual([{ of: platformProcess }]);
  });
});

describe("a new person", () => {
  const on = processFixture({ settings: {} });
  const membershipOf = (id: string) =>
    on.platform.inside(({ engine: { hub } }) => membershipOfUser(hub.db, hub.processId, id));

  it("can sign in once the directory has heard of them, though either hub died in between, and is there once", async () => {
    let away = true;
    await on.platform.inside(({ engine }) => {
      const take = engine.take.bind(engine);
      vi.spyOn(engine, "take").mockImplementation(async (envelopes) => {
        if (away) throw new Error("away");
        return take(envelopes);
      });
    });
    const email = `new@${on.process.slug}.test`;
    const id = `usr_${on.process.id.slice(4, 9)}new`;
    await on.process.run(createUser, { id, email, name: "New", role: "operator" });
    await on.platform.run(setPassword, { email, passwordHash: hash });
    await on.process.settle();
    const login = async () => (await call("POST", "/api/auth/login", { body: { email, password } })).status;
    expect(await login()).toBe(401);
    await kill(on.process);
    away = false;
    await on.time.forward(2 * minute, on.process);
    expect(await login()).toBe(200);
    // The same again, after what the hub remembers of commands: it says what is.
    on.time.now += 3 * day;
    await on.process.run(updateUserAccess, { id, isActive: false });
    await on.process.run(updateUserAccess, { id, isActive: true });
    await on.time.forward(minute, on.process);
    const rows = await on.platform.sql<{ n: number }>(
      "SELECT count(*) AS n FROM memberships JOIN accounts ON accounts.id = account_id WHERE email = ?",
      email,
    );
    expect([await login(), { ...rows[0] }]).toEqual([200, { n: 1 }]);
    expect(await membershipOf(id)).toMatchObject({ memberOf: on.process.id, isActive: true });
  });

  it("is told of again by a hub that was lost before the directory had heard, once it is restored", async () => {
    await on.platform.inside(({ engine }) => vi.spyOn(engine, "take").mockRejectedValue(new Error("away")));
    const email = `lost@${on.process.slug}.test`;
    const id = `usr_${on.process.id.slice(4, 9)}lost`;
    await on.process.run(createUser, { id, email, name: "Lost", role: "operator" });
    await on.process.settle();
    await lose(on.process);
    vi.mocked(await on.platform.inside(({ engine }) => engine.take)).mockRestore();
    on.time.now += minute;
    must(await on.process.hub.restore());
    await on.time.forward(minute, on.process);
    expect(await membershipOf(id)).toMatchObject({ memberOf: on.process.id, isActive: true });
  });

  it("made anew in a process that lost them with its hub is asked for no process, and gets into it", async () => {
    const d1 = new TestD1();
    d1.mode = "throws";
    const email = `anew@${on.process.slug}.test`;
    const idOf = (ending: string) => `usr_${on.process.id.slice(4, 9)}${ending}`;
    await on.process.run(createUser, { id: idOf("first"), email, name: "Anew", role: "operator" });
    await on.process.settle();
    expect(await membershipOf(idOf("first"))).toMatchObject({ isActive: true });
    await lose(on.process);
    d1.mode = "fine";
    on.time.now += minute;
    must(await on.process.hub.restore());
    await on.process.run(createUser, { id: idOf("second"), email, name: "Anew", role: "operator" });
    await on.process.settle();
    await on.platform.run(setPassword, { email, passwordHash: hash });
    const answer = await call("POST", "/api/auth/login", { body: { email, password } });
    expect([answer.status, (answer.body as { user: { id: string } }).user?.id]).toEqual([200, idOf("second")]);
  });

  it("is told of again where the directory was lost after it had heard of them", async () => {
    // Later than any test before wrote to the platform's part of D1.
    on.time.now += 30 * day;
    const email = `dir@${on.process.slug}.test`;
    const id = `usr_${on.process.id.slice(4, 9)}dir`;
    await on.platform.run(setPassword, { email, passwordHash: hash });
    await on.platform.settle();
    const d1 = new TestD1();
    d1.mode = "throws";
    await on.process.run(createUser, { id, email, name: "Dir", role: "operator" });
    await on.process.settle();
    expect(await membershipOf(id)).toMatchObject({ isActive: true });
    await lose(on.platform);
    d1.mode = "fine";
    on.time.now += minute;
    must(await on.platform.hub.restore());
    expect(await membershipOf(id)).toBeNull();
    await on.platform.settle();
    await on.process.settle();
    expect((await call("POST", "/api/auth/login", { body: { email, password } })).status).toBe(200);
  });
});
