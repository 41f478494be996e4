import { beforeEach, describe, expect, it, vi } from "vitest";
import { attemptSignIn, refuseSignIn } from "#packages/accounts/commands.server.ts";
import { hour, minute } from "#packages/core/clock.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { systemEnvelope } from "#packages/core/system-envelope.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestProcess, type TestUser } from "#tests/support/harness.ts";
import * as passwords from "#worker/passwords.ts";

const password = "Correct-horse-battery-1";
const secrets = [env.PASSWORD_SECRET];
/** A hash says what it cost. This one cost little, so that a test may check it many times. */
const cheap = await passwords.hashPassword(password, secrets, { m: 8, t: 1, p: 1 });

let addresses = 0;
/** From an address of its own each time, so that the limit per address does not come in between. */
function tryToSignIn(email: string, secret: string, more: Record<string, string> = {}) {
  addresses += 1;
  return call("POST", "/api/auth/login", {
    body: { email, password: secret },
    headers: { "cf-connecting-ip": `192.0.2.${addresses}`, ...more },
  });
}

const withoutId = (answer: { body: unknown }) => {
  const { error } = answer.body as { error: Record<string, unknown> };
  return { ...error, requestId: typeof error.requestId };
};
/** Each run of argon2 begins by bringing its password into one form, and nothing else uses that form. */
const checks = () => vi.mocked(String.prototype.normalize).mock.calls.filter(([form]) => form === "NFC").length;
const actions = async (process: TestProcess) =>
  (await process.sql<{ action: string }>("SELECT action FROM audit ORDER BY seq DESC LIMIT 2")).map(
    (row) => row.action,
  );

describe("signing in", () => {
  const on = processFixture({ settings: {} });
  let user: TestUser;
  beforeEach(async () => {
    await on.platform.sql("DELETE FROM hub_sign_in_attempts");
    await on.platform.sql("DELETE FROM hub_sign_in_sources");
    user = await on.process.user("operator", { name: "Asha", passwordHash: cheap });
    vi.spyOn(String.prototype, "normalize");
  });
  const here = { "cf-connecting-ip": "198.51.100.7" };
  const failures = async () =>
    (await on.platform.sql<{ failures: number }>("SELECT failures FROM hub_sign_in_attempts")).map(
      (row) => row.failures,
    );

  it("gives a token, its end, the person and a cookie that only the browser's requests carry", async () => {
    const answer = await tryToSignIn(user.email, password);
    expect(answer.status).toBe(200);
    const { token, expiresAt, user: told } = answer.body as { token: string; expiresAt: string; user: object };
    expect(told).toEqual({
      id: user.id,
      email: user.email,
      name: "Asha",
      role: "operator",
      processId: on.process.id,
      processSlug: on.process.slug,
    });
    expect(new Date(expiresAt).toISOString()).toBe(expiresAt);
    const [pair, ...attributes] = (answer.headers.get("set-cookie") ?? "").split("; ");
    expect(pair).toBe(`__Host-session=${token}`);
    expect(attributes.filter((one) => !one.startsWith("Max-Age=")).sort()).toEqual([
      "HttpOnly",
      "Path=/",
      "SameSite=Lax",
      "Secure",
    ]);
    expect((await call("GET", "/api/auth/me", { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    expect((await call("GET", "/api/auth/me", { headers: { cookie: `__Host-session=${token}` } })).status).toBe(200);
  });

  it("gives a browser the token in its cookie only", async () => {
    for (const headers of [{ "sec-fetch-site": "same-origin" }, { origin: "http://ops.test" }] as Record<
      string,
      string
    >[]) {
      const answer = await tryToSignIn(user.email, password, headers);
      expect(Object.keys(answer.body as object)).toEqual(["expiresAt", "user"]);
      const token = /__Host-session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "none";
      expect(answer.text).not.toContain(token);
      expect((await call("GET", "/api/auth/me", { headers: { cookie: `__Host-session=${token}` } })).status).toBe(200);
    }
  });

  it("stands in the log as the person's who proved who they are, and a refused try as nobody's", async () => {
    await tryToSignIn(user.email, "not this one");
    await on.platform.settle();
    await tryToSignIn(user.email, password);
    const who =
      "SELECT action, actor_id, actor_name FROM audit WHERE action IN ('session.create', 'session.refuse') ORDER BY seq";
    expect((await on.process.sql(who)).slice(-2)).toEqual([
      { action: "session.refuse", actor_id: null, actor_name: "System (process)" },
      { action: "session.create", actor_id: user.id, actor_name: user.name },
    ]);
  });

  it("takes the address however it is typed", async () => {
    expect((await tryToSignIn(`  ${user.email.toUpperCase()} `, password)).status).toBe(200);
  });

  it("says the same, and does the same work, for a wrong password and for an address nobody has", async () => {
    const noted = () => on.platform.sql("SELECT action FROM audit WHERE action LIKE 'session.%'");
    const before = (await noted()).length;
    const wrong = await tryToSignIn(user.email, "not this one");
    expect(checks()).toBe(1);
    const unknown = await tryToSignIn("nobody@nowhere.test", "not this one");
    expect(checks()).toBe(2);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(withoutId(unknown)).toEqual(withoutId(wrong));
    // …of the same cost: the hash that stands in for nobody's is made as all are.
    const cost = (hash: string) => hash.split(",keyid=", 1);
    expect(cost(passwords.nobodysHash)).toEqual(cost(await passwords.hashPassword(password, secrets)));
    await on.platform.settle();
    expect(await actions(on.process)).toEqual(["session.refuse", "session.create"]);
    expect((await noted()).slice(before)).toEqual([{ action: "session.refuse" }, { action: "session.refuse" }]);
  });

  it("keeps nothing of addresses that nobody has but a line in the log, and no count longer than two hours", async () => {
    const tries = () => on.platform.sql("SELECT id FROM hub_sign_in_attempts");
    const before = (await tries()).length;
    const rev = (await on.platform.hub.health()).rev;
    for (const name of ["one", "two", "three"]) await tryToSignIn(`${name}@nowhere.test`, "guess");
    expect(await tries()).toHaveLength(before + 6);
    expect((await on.platform.hub.health()).rev - rev).toBe(3);
    await on.platform.settle();
    const copied = await env.DB.prepare("SELECT count(*) AS n FROM hub_sign_in_attempts").first();
    expect(copied).toEqual({ n: 0 });
    await on.time.forward(3 * hour, on.platform);
    await tryToSignIn("four@nowhere.test", "guess");
    expect(await tries()).toHaveLength(2);
  });

  it("that is refused thousands of times an hour has a trace of each network in the log, and no thousands of rows", async () => {
    const platform = on.platform;
    await platform.inside(({ engine }) => {
      let n = 0;
      const run = (command: typeof refuseSignIn | typeof attemptSignIn, input: object) => {
        const commandId = coreId("command", Date.now(), platformTag);
        return engine.run(
          systemEnvelope(command.name, { network: "198.51.100.7", ...input }, "sign-in", commandId),
          Date.now(),
        );
      };
      const refuse = (network: string) =>
        run(refuseSignIn, { email: `made-up-${n++}@nowhere.test`, why: "unknown", network, ip: network });
      const rows = (where: string) =>
        Number(
          engine.hub.sql.exec(`SELECT count(*) AS n FROM audit WHERE action = 'session.refuse' AND ${where}`).one().n,
        );
      for (let index = 0; index < 180; index++) refuse("198.51.100.7");
      // One by one up to ten, then the 16th, 32nd, 64th and 128th.
      expect(rows("ip IS NULL AND detail ->> '$.thisHour.network' = '198.51.100.7'")).toBe(14);
      for (let index = 0; index < 1_500; index++) refuse(`198.51.${index}.1`);
      expect(rows("true")).toBeLessThanOrEqual(14 + 500);
      expect(rows("detail ->> '$.thisHour.ofAll' = 1024")).toBe(1);
      // And whoever goes on is let in no further, whatever the address.
      for (let index = 0; index < 200; index++) run(attemptSignIn, { email: `other-${index}@nowhere.test` });
      const before = Number(engine.hub.sql.exec("SELECT count(*) AS n FROM hub_sign_in_attempts").one().n);
      const last = run(attemptSignIn, { email: "one-more@nowhere.test" });
      expect(last.result).toMatchObject({ value: { lockedUntil: expect.any(Number) } });
      expect(Number(engine.hub.sql.exec("SELECT count(*) AS n FROM hub_sign_in_attempts").one().n)).toBe(before);
    });
  });

  it("says the same to somebody who was deactivated", async () => {
    await on.process.run(updateUserAccess, { id: user.id, isActive: false });
    await on.process.settle();
    const inactive = await tryToSignIn(user.email, password);
    const unknown = await tryToSignIn("somebody@nowhere.test", password);
    expect(inactive.status).toBe(401);
    expect(withoutId(inactive)).toEqual(withoutId(unknown));
  });

  it.each([
    ["an address somebody has", () => user.email],
    ["an address nobody has", () => "locked@nowhere.test"],
  ])("is locked after ten wrong tries from one address and says for how long, for %s", async (_, email) => {
    for (let wrong = 1; wrong <= 10; wrong++)
      expect([wrong, (await tryToSignIn(email(), "wrong", here)).status]).toEqual([wrong, 401]);
    expect(checks()).toBe(10);
    const locked = await tryToSignIn(email(), password, here);
    expect(locked.status).toBe(429);
    expect(withoutId(locked)).toMatchObject({ code: "rate_limited", message: expect.stringMatching(/locked for 15 /) });
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(14 * 60);
    expect(Number(locked.headers.get("retry-after"))).toBeLessThanOrEqual(15 * 60);
    expect(checks()).toBe(10);
  });

  it("checks ten passwords at most, though fifty come at once; who is one too many is told so and not counted", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => tryToSignIn(user.email, `wrong ${n}`, here)),
    );
    const withStatus = (status: number) => answers.filter((one) => one.status === status);
    const [wrong, locked, busy] = [401, 429, 503].map(withStatus) as [typeof answers, typeof answers, typeof answers];
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.length).toBeLessThanOrEqual(10);
    expect(checks()).toBe(wrong.length);
    expect(busy.length).toBeGreaterThanOrEqual(50 - wrong.length - locked.length);
    expect(busy.length).toBeGreaterThan(0);
    for (const one of busy) {
      expect(withoutId(one)).toMatchObject({ code: "unavailable", message: expect.stringMatching(/few seconds/) });
      expect(Number(one.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(await failures()).toEqual([wrong.length, wrong.length]);
  });

  it("begins to count anew after a success, and after an hour without a try", async () => {
    const wrong = async (times: number) => {
      for (let n = 0; n < times; n++) await tryToSignIn(user.email, "wrong", here);
    };
    await wrong(9);
    expect((await tryToSignIn(user.email, password, here)).status).toBe(200);
    await wrong(9);
    on.time.now += hour;
    await wrong(9);
    expect((await tryToSignIn(user.email, password, here)).status).toBe(200);
  });

  it("can't be locked for its owner by strangers: they are, where nobody has signed in before", async () => {
    expect((await tryToSignIn(user.email, password, here)).status).toBe(200);
    for (let wrong = 1; wrong <= 3; wrong++) await tryToSignIn(user.email, "wrong");
    expect((await failures()).sort()).toEqual([0, 1, 1, 1, 3]);
    // As if from 49 networks.
    await on.platform.sql("UPDATE hub_sign_in_attempts SET failures = 49 WHERE failures = 3");
    expect((await tryToSignIn(user.email, "wrong")).status).toBe(401);
    expect((await tryToSignIn(user.email, password)).status).toBe(429);
    expect((await tryToSignIn(user.email, password, here)).status).toBe(200);
    on.time.now += 15 * minute;
    expect((await tryToSignIn(user.email, password)).status).toBe(200);
  });

  it("counts a whole IPv6 network as one address", async () => {
    for (let wrong = 1; wrong <= 10; wrong++)
      await tryToSignIn(user.email, "wrong", { "cf-connecting-ip": `2001:db8:1:2::${wrong}` });
    const from = (ip: string) => tryToSignIn(user.email, password, { "cf-connecting-ip": ip });
    expect((await from("2001:db8:1:2:aaaa::1")).status).toBe(429);
    expect((await from("2001:db8:1:3::1")).status).toBe(200);
  });

  it("ends the session that came along, whoever's it was, and the oldest of more than twenty", async () => {
    const other = await on.process.user("viewer");
    const me = async (token: string) =>
      (await call("GET", "/api/auth/me", { headers: { authorization: `Bearer ${token}` } })).status;
    const enter = async (presented?: string) => {
      const cookie: Record<string, string> = presented ? { cookie: `__Host-session=${presented}` } : {};
      const answer = await tryToSignIn(user.email, password, { ...cookie, "sec-fetch-site": "same-origin" });
      expect(answer.status).toBe(200);
      return /__Host-session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
    };
    const first = await enter(other.token);
    expect([await me(other.token), await me(first)]).toEqual([401, 200]);
    const second = await enter(first);
    expect([await me(first), await me(second)]).toEqual([401, 200]);
    for (let more = 0; more < 19; more++) await on.process.session(user.id, "operator");
    expect([await me(user.token), await me(second)]).toEqual([401, 200]);
    await enter();
    expect(await me(second)).toBe(401);
  });

  it("is refused with the fields named when one is missing, wrong or unknown, before anything is counted", async () => {
    const send = (body: unknown) => call("POST", "/api/auth/login", { body });
    expect(withoutId(await send({}))).toMatchObject({ code: "invalid", fields: { email: [expect.anything()] } });
    expect(withoutId(await send({ email: user.email, password: 1 }))).toMatchObject({
      fields: { password: [expect.anything()] },
    });
    expect(withoutId(await send({ email: user.email, password, admin: true }))).toMatchObject({
      fields: { admin: ["Not a known field."] },
    });
    expect((await send({ email: user.email, password: "x".repeat(10_000) })).status).toBe(422);
    expect((await send({ email: user.email, password: "x".repeat(100_000) })).status).toBe(413);
    expect(checks()).toBe(0);
  });

  it("shows no hash and no password in the answer, the log or the audit", async () => {
    const said: string[] = [];
    vi.spyOn(console, "log").mockImplementation((text) => void said.push(String(text)));
    said.push((await tryToSignIn(user.email, password)).text, (await tryToSignIn(user.email, "Wrong-horse-2")).text);
    said.push(JSON.stringify(await on.process.sql("SELECT * FROM audit")));
    expect(said.length).toBeGreaterThan(3);
    for (const text of said) expect(text).not.toMatch(/argon2id|Correct-horse-battery-1|Wrong-horse-2/);
  });
});

describe("a stored password", () => {
  const cost = { m: 8, t: 1, p: 1 };

  it("is a hash of its own each time, and only the password fits it", async () => {
    const again = await passwords.hashPassword(password, secrets);
    expect(again).not.toBe(await passwords.hashPassword(password, secrets));
    expect(again).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=[0-9a-f]{8}\$/);
    expect(await passwords.verifyPassword(password, again, secrets)).toBe(true);
    expect(await passwords.verifyPassword(`${password} `, again, secrets)).toBe(false);
    expect(await passwords.verifyPassword(password, "plain text", secrets)).toBe(false);
    expect(await passwords.verifyPassword(password, "", secrets)).toBe(false);
  });

  it("fits with the secret that it was made with, also after a new one, and with no other", async () => {
    const [old, renewed] = ["an-old-secret-of-32-characters-or-more", "a-new-secret-of-32-characters-or-more"];
    const stored = await passwords.hashPassword(password, [old], cost);
    const later = await passwords.hashPassword(password, [renewed, old], cost);
    const fits = (hash: string, with_: string[]) => passwords.verifyPassword(password, hash, with_);
    expect(await Promise.all([fits(stored, [old]), fits(stored, [renewed, old]), fits(later, [renewed, old])])).toEqual(
      [true, true, true],
    );
    expect(await Promise.all([fits(stored, [renewed]), fits(later, [old]), fits(stored, [])])).toEqual([
      false,
      false,
      false,
    ]);
    const keyless = stored.replace(/,keyid=[0-9a-f]{8}/, "");
    expect(await fits(keyless, [old])).toBe(false);
  });
});
