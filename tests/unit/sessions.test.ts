import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it, vi } from "vitest";
import { clock, day } from "#packages/core/clock.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { createUser, updateUserAccess } from "#packages/users/commands.server.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { openSocket } from "#tests/support/socket.ts";
import { signToken } from "#worker/tokens.ts";

const statusWith = async (token: string) =>
  (await call("GET", "/api/auth/me", { headers: { authorization: `Bearer ${token}` } })).status;

describe("a session", () => {
  const on = processFixture({ clock: "real", people: { user: "operator", admin: "admin" }, settings: {} });

  const incident = (as: TestUser) =>
    call("POST", "/api/incidents", { as, body: { title: "Payments are down", severity: "SEV3" } });
  const claims = () => ({
    userId: on.user.id,
    processId: on.process.id,
    role: "operator",
    processSlug: on.process.slug,
    sid: on.user.sid,
  });
  const soon = () => Date.now() + day;

  it("is over at once when its owner signs out, for reads, for changes and on the socket", async () => {
    const socket = await openSocket(on.user);
    await socket.until((frame) => frame.includes('"hello"'));
    const out = await call("POST", "/api/auth/logout", { as: on.user });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-session=; .*Max-Age=0/);
    expect((await call("GET", "/api/incidents", { as: on.user })).status).toBe(401);
    expect((await incident(on.user)).status).toBe(401);
    expect(await socket.closed).toMatchObject({ code: 4401 });
    await expect(openSocket(on.user)).rejects.toThrow(/401/);
  });

  it("is over when its time is, and so is its socket", async () => {
    const socket = await openSocket(on.user);
    await socket.until((frame) => frame.includes('"hello"'));
    const later = Date.now() + 8 * day;
    vi.spyOn(clock, "now").mockReturnValue(later);
    await on.process.alarm();
    expect(await socket.closed).toMatchObject({ code: 4401 });
    expect(await on.process.sql("SELECT revoked_why FROM sessions WHERE revoked_at IS NULL")).toEqual([]);
  });

  it("of another device goes on when one signs out", async () => {
    const second = { ...on.user, ...(await on.process.session(on.user.id, "operator")) };
    await call("POST", "/api/auth/logout", { as: on.user });
    expect((await call("GET", "/api/auth/me", { as: second })).status).toBe(200);
  });

  it.each([
    ["the role is changed", { role: "viewer" }],
    ["the person is deactivated", { isActive: false }],
  ])("is over from the very next request when %s", async (_, change) => {
    const socket = await openSocket(on.user);
    await socket.until((frame) => frame.includes('"hello"'));
    expect((await call("PATCH", `/api/users/${on.user.id}`, { as: on.admin, body: change })).status).toBe(200);
    expect((await call("GET", "/api/auth/me", { as: on.user })).status).toBe(401);
    expect((await incident(on.user)).status).toBe(401);
    expect(await socket.closed).toMatchObject({ code: 4401 });
    expect((await call("GET", "/api/auth/me", { as: on.admin })).status).toBe(200);
  });

  it("goes on when an edit changes nothing", async () => {
    for (const change of [{}, { role: "operator" }, { isActive: true }])
      expect((await call("PATCH", `/api/users/${on.user.id}`, { as: on.admin, body: change })).status).toBe(200);
    expect((await call("GET", "/api/auth/me", { as: on.user })).status).toBe(200);
  });

  it("cannot carry a role beyond that of the person: what the token says about it counts for nothing", async () => {
    const forged = await signToken(env.SESSION_SECRET, { ...claims(), role: "super_admin" }, soon());
    const me = await call("GET", "/api/auth/me", { headers: { authorization: `Bearer ${forged}` } });
    expect(me.body).toMatchObject({ user: { role: "operator" } });
    const log = await call("GET", "/api/audit-log", { headers: { authorization: `Bearer ${forged}` } });
    expect(log.status).toBe(403);
  });

  it("of one process is none in another, nor of another person", async () => {
    const other = await TestProcess.create();
    const secret = env.SESSION_SECRET;
    expect(await statusWith(await signToken(secret, claims(), soon()))).toBe(200);
    expect(await statusWith(await signToken(secret, { ...claims(), processId: other.id }, soon()))).toBe(401);
    expect(await statusWith(await signToken(secret, { ...claims(), processId: "platform" }, soon()))).toBe(401);
    expect(await statusWith(await signToken(secret, { ...claims(), userId: on.admin.id }, soon()))).toBe(401);
    expect(await statusWith(await signToken(secret, { ...claims(), sid: "ses_unknown" }, soon()))).toBe(401);
  });

  it("is refused once its time is over, by the token and by the hub", async () => {
    expect(await statusWith(await signToken(env.SESSION_SECRET, claims(), Date.now() - 1_000))).toBe(401);
    vi.spyOn(clock, "now").mockReturnValue(Date.now() + 8 * day);
    expect(await statusWith(await signToken(env.SESSION_SECRET, claims(), Date.now() + 30 * day))).toBe(401);
  });

  it("is refused when the token was not signed by us, in this way, for this", async () => {
    const key = new TextEncoder().encode(env.SESSION_SECRET);
    const jwt = (more = {}) => new SignJWT({ ...claims(), ...more }).setIssuedAt().setExpirationTime("1d");
    const ours = () => jwt().setIssuer("d2c-ops").setAudience("d2c-ops");
    const [head, , signature] = on.user.token.split(".");
    const richer = btoa(JSON.stringify({ ...claims(), role: "admin", iss: "d2c-ops", aud: "d2c-ops", exp: 9e9 }));
    const tokens = {
      tampered: `${head}.${richer.replace(/=+$/, "")}.${signature}`,
      unsigned: `${head}.${on.user.token.split(".")[1]}.`,
      "alg none": new UnsecuredJWT(claims())
        .setIssuer("d2c-ops")
        .setAudience("d2c-ops")
        .setExpirationTime("1d")
        .encode(),
      "another secret": await ours()
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(new TextEncoder().encode("another secret that is long enough!")),
      "another algorithm": await ours().setProtectedHeader({ alg: "HS512", typ: "JWT" }).sign(key),
      "another issuer": await jwt()
        .setIssuer("evil")
        .setAudience("d2c-ops")
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(key),
      "another audience": await jwt()
        .setIssuer("d2c-ops")
        .setAudience("x")
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(key),
      "no claims": await new SignJWT({})
        .setIssuer("d2c-ops")
        .setAudience("d2c-ops")
        .setExpirationTime("1d")
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(key),
      "another kind": await ours().setProtectedHeader({ alg: "HS256", typ: "reset+jwt" }).sign(key),
      "no kind": await ours().setProtectedHeader({ alg: "HS256" }).sign(key),
      "no end": await new SignJWT(claims())
        .setIssuer("d2c-ops")
        .setAudience("d2c-ops")
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .sign(key),
      nonsense: "a.b.c",
      "two dots": "..",
    };
    expect(await statusWith(await ours().setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(key))).toBe(200);
    for (const [what, token] of Object.entries(tokens)) expect([what, await statusWith(token)]).toEqual([what, 401]);
  });

  it("cannot be ended by somebody else", async () => {
    const answer = await on.process.tryRun(endSession, { id: on.user.sid }, on.admin.caller);
    expect(answer).toMatchObject({ ok: false, error: { code: "not_found" } });
    expect((await call("GET", "/api/auth/me", { as: on.user })).status).toBe(200);
  });

  it("does not let an admin make a super admin, nor change one, nor a manager change anyone", async () => {
    const manager = await on.process.user("manager");
    const change = (as: TestUser, id: string, body: object) => call("PATCH", `/api/users/${id}`, { as, body });
    for (const role of ["super_admin", "platform_admin", "support_tier_1"])
      expect([role, (await change(on.admin, on.user.id, { role })).status]).toEqual([role, 403]);
    expect((await change(on.admin, on.admin.id, { role: "super_admin" })).status).toBe(403);
    expect((await change(manager, on.user.id, { role: "viewer" })).status).toBe(403);
    expect((await call("GET", "/api/auth/me", { as: on.user })).body).toMatchObject({ user: { role: "operator" } });
  });

  it("lets nobody give the operating company's roles within a process, and none that stands there counts", async () => {
    const platform = await TestProcess.platform();
    const boss = await platform.user("super_admin");
    const second = await platform.user("platform_admin");
    const change = (as: TestUser, id: string, body: object, processId = on.process.id) =>
      call("PATCH", `/api/users/${id}?processId=${processId}`, { as, body });
    for (const role of ["super_admin", "platform_admin", "support_tier_1"])
      for (const as of [boss, second])
        expect([role, (await change(as, on.user.id, { role })).status]).toEqual([role, 403]);
    const person = { id: "usr_x", email: "x@x.test", name: "X", role: "super_admin" };
    expect(await on.process.tryRun(createUser, person)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect((await change(second, boss.id, { isActive: false }, "platform")).status).toBe(403);
    expect((await change(second, boss.id, { role: "viewer" }, "platform")).status).toBe(403);
    // One that got there all the same, out of a restored database.
    await on.process.sql("UPDATE users SET role = 'super_admin' WHERE id = ?", on.user.id);
    expect((await call("GET", "/api/auth/me", { as: on.user })).body).toMatchObject({ user: { permissions: [] } });
    expect((await call("GET", "/api/incidents?processId=platform", { as: on.user })).status).toBe(403);
  });

  it("keeps the last who can manage people, until there is another", async () => {
    const change = (id: string, body: object) => call("PATCH", `/api/users/${id}`, { as: on.admin, body });
    for (const body of [{ isActive: false }, { role: "operator" }])
      expect((await change(on.admin.id, body)).body).toMatchObject({
        error: { code: "conflict", message: expect.stringMatching(/is the last/) },
      });
    expect((await call("GET", "/api/auth/me", { as: on.admin })).status).toBe(200);
    expect((await change(on.user.id, { role: "admin" })).status).toBe(200);
    expect((await change(on.admin.id, { role: "operator" })).status).toBe(200);
  });

  it("keeps nobody's access after the update is refused by the hub", async () => {
    await on.process.run(updateUserAccess, { id: on.admin.id, role: "viewer" });
    expect((await call("PATCH", `/api/users/${on.user.id}`, { as: on.admin, body: { role: "viewer" } })).status).toBe(
      401,
    );
  });
});
