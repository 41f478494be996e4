import { beforeEach, describe, expect, it, vi } from "vitest";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";
import { metricsText } from "#worker/metrics.ts";

describe("the log", () => {
  const on = processFixture({ clock: "real", people: { user: "operator" }, settings: {} });
  let said: Record<string, unknown>[];
  beforeEach(() => {
    said = [];
    vi.spyOn(console, "log").mockImplementation((line) => void said.push(JSON.parse(String(line))));
  });
  const from = { "cf-connecting-ip": "192.0.2.77" };

  const refusals = () => said.filter(({ event }) => event === "security.refused");

  it("says who was refused, what and from where", async () => {
    const counted = () =>
      Number(
        /d2c_security_refused_total\{route="\/api\/users\/:id",status="403"\} (\d+)/.exec(metricsText([]))?.[1] ?? 0,
      );
    const before = counted();
    await call("PATCH", "/api/users/usr_somebody", { as: on.user, body: { role: "admin" }, headers: from });
    expect(refusals()).toMatchObject([
      {
        method: "PATCH",
        route: "/api/users/:id",
        status: 403,
        why: "forbidden",
        userId: on.user.id,
        sessionId: on.user.sid,
        ip: "192.0.2.77",
        requestId: expect.stringMatching(/^req_/),
      },
    ]);
    expect(counted()).toBe(before + 1);
  });

  it("says so of requests from other sites, bad tokens, pages and wrong passwords", async () => {
    const evil = { ...from, origin: "https://evil.test", cookie: `__Host-session=${on.user.token}` };
    await call("POST", "/api/incidents", { body: {}, headers: evil });
    await call("GET", "/api/incidents", { headers: { ...from, authorization: "Bearer not.a.token" } });
    await postForm("/people/x", { as: on.user, body: "id=x" });
    await call("POST", "/api/auth/login", { body: { email: on.user.email, password: "wrong" }, headers: from });
    expect(refusals().map(({ route, status, why }) => [route, status, why])).toEqual([
      ["/api/incidents", 403, "cross-site"],
      ["/api/incidents", 401, "unauthenticated"],
      ["/people/:id", 403, null],
      ["/api/auth/login", 401, "unauthenticated"],
    ]);
    // The figures know a request by the route that the log names, also one that was stopped on its way.
    const timed = 'd2c_http_request_seconds_count{method="POST",route="/api/incidents",status="403"}';
    expect(metricsText([])).toContain(timed);
    expect(said.find(({ event }) => event === "security.sign_in_refused")).toMatchObject({
      why: "password",
      accountId: expect.stringMatching(/^acc_/),
      ip: "192.0.2.77",
    });
  });

  it("has a line of every request with who, whence and the route, and nothing of what was typed", async () => {
    const secret = "a-secret-nobody-may-read";
    await call("GET", `/api/incidents/${secret}?q=${secret}`, { as: on.user });
    await call("GET", `/api/${secret}`, { as: on.user });
    await postForm(`/incidents/${secret}?_data=${secret}`, { as: on.user, body: "intent=watch" });
    await postForm(`/${secret}/${secret}`, { as: on.user, body: "" });
    await call("POST", "/api/auth/login", { body: { email: `${secret}@nowhere.test`, password: secret } });
    const lines = said.filter(({ event }) => event === "request");
    expect(lines.map(({ method, route, userId }) => [method, route, userId])).toEqual([
      ["GET", "/api/incidents/:id", on.user.id],
      ["GET", "/api/*", null],
      ["POST", "/incidents/:id", on.user.id],
      ["POST", "*", on.user.id],
      ["POST", "/api/auth/login", null],
    ]);
    expect(JSON.stringify(said)).not.toContain(secret);
  });
});
