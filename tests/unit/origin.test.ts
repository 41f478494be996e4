import { describe, expect, it } from "vitest";
import { edgeFixture, processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { upgrade } from "#tests/support/socket.ts";

const own = "http://ops.test";

describe("a request from another site", () => {
  const on = processFixture({ clock: "real", people: { user: "operator" }, settings: {} });

  const cookie = () => ({ cookie: `theme=dark; __Host-session=${on.user.token}` });
  const open = (headers: Record<string, string>) =>
    call("POST", "/api/incidents", { headers, body: { title: "Forged", severity: "SEV1" } });
  const count = async () => (await on.process.sql("SELECT id FROM incidents")).length;

  const foreign: [string, Record<string, string>][] = [
    ["a foreign Origin", { origin: "https://evil.test" }],
    ["an Origin of another port", { origin: "http://ops.test:8080" }],
    ["an Origin of another scheme", { origin: "https://ops.test" }],
    ["an Origin that begins like ours", { origin: "http://ops.test.evil.test" }],
    ["the Origin of a sandbox", { origin: "null" }],
    ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site" }],
    ["Sec-Fetch-Site: same-site", { "sec-fetch-site": "same-site" }],
    [
      "a foreign Origin that calls itself same-origin",
      { origin: "https://evil.test", "sec-fetch-site": "same-origin" },
    ],
  ];

  it.each(foreign)("is refused when it would change something by cookie with %s", async (_, headers) => {
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const answer = await open({ ...cookie(), ...headers, "content-type": type });
      expect([type, answer.status]).toEqual([type, 403]);
    }
    expect(await count()).toBe(0);
  });

  it.each(foreign)(
    "is refused at the pages as well as at the API with %s, before any page is asked",
    async (_, headers) => {
      for (const path of ["/login", "/logout", "/incidents", "/incidents/1", "/settings/process?_data=routes/x"])
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          const answer = await call(method, path, { headers: { ...cookie(), ...headers } });
          expect([method, path, answer.status]).toEqual([method, path, 403]);
          expect(answer.body).toMatchObject({
            error: { code: "forbidden", requestId: expect.stringMatching(/^req_/) },
          });
        }
    },
  );

  it("is refused for signing in too, so that nobody is signed in as somebody else", async () => {
    const answer = await call("POST", "/api/auth/login", {
      headers: { origin: "https://evil.test" },
      body: { email: on.user.email, password: "x" },
    });
    expect(answer.status).toBe(403);
  });

  it("is refused when the cookie comes along with a Bearer", async () => {
    const answer = await open({ ...cookie(), authorization: `Bearer ${on.user.token}`, origin: "https://evil.test" });
    expect(answer.status).toBe(403);
  });

  it("is carried out from our own pages, and by Bearer from anywhere", async () => {
    expect((await open({ ...cookie(), origin: own, "sec-fetch-site": "same-origin" })).status).toBe(201);
    expect((await open({ ...cookie(), "sec-fetch-site": "same-origin" })).status).toBe(201);
    expect((await open({ authorization: `Bearer ${on.user.token}` })).status).toBe(201);
    expect((await open({ authorization: `Bearer ${on.user.token}`, origin: "https://partner.test" })).status).toBe(201);
    expect(await count()).toBe(4);
  });

  it("opens no socket by cookie without our Origin", async () => {
    const statusOf = async (headers: Record<string, string>) => {
      const response = await upgrade(headers);
      response.webSocket?.accept();
      response.webSocket?.close();
      return response.status;
    };
    expect(await statusOf({ ...cookie(), origin: "https://evil.test" })).toBe(403);
    expect(await statusOf({ ...cookie(), origin: "null" })).toBe(403);
    expect(await statusOf(cookie())).toBe(403);
    expect(await statusOf({ ...cookie(), origin: own })).toBe(101);
    expect(await statusOf({ authorization: `Bearer ${on.user.token}` })).toBe(101);
    expect(await statusOf({ authorization: `Bearer ${on.user.token}`, origin: "https://evil.test" })).toBe(403);
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ origin: "https://evil.test" })).toBe(401);
  });

  it("opens a socket only to those who may see the activity, and tells a page why it has none", async () => {
    const closedWith = async (headers: Record<string, string>) => {
      const { webSocket } = await upgrade({ ...headers, origin: own });
      const closed = new Promise((resolve) => webSocket?.addEventListener("close", ({ code }) => resolve(code)));
      webSocket?.accept();
      return closed;
    };
    const client = await on.process.user("client");
    expect((await upgrade({ authorization: `Bearer ${client.token}` })).status).toBe(403);
    expect(await closedWith({ cookie: `__Host-session=${client.token}` })).toBe(4403);
    expect(await closedWith({})).toBe(4401);
    expect(await closedWith({ cookie: `__Host-session=${client.token}x` })).toBe(4401);
    const answer = await upgrade({ authorization: `Bearer ${on.user.token}` }, "1 OR 1=1");
    expect(answer.status).toBe(422);
  });
});

describe("every answer", () => {
  edgeFixture();

  it("carries the security headers and a nonce of its own", async () => {
    const [first, second] = [await call("GET", "/healthz"), await call("GET", "/api/openapi.json")];
    const nonces = [first, second].map(({ headers }) => {
      const policy = headers.get("content-security-policy") ?? "";
      for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        expect(policy).toContain(part);
      const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
      expect(scripts).not.toMatch(/unsafe|\*|data:/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
      expect(headers.get("x-request-id")).toMatch(/^req_/);
      return /'nonce-([\w+/=]{22,})'/.exec(policy)?.[1];
    });
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it("that holds somebody's data may not be kept by a cache", async () => {
    expect((await call("GET", "/api/auth/me")).headers.get("cache-control")).toBe("no-store");
  });

  it("that is an error names its request in the body and in the header", async () => {
    const errors = [
      await call("GET", "/api/auth/me"),
      await call("GET", "/api/incidents"),
      await call("GET", "/api/nowhere"),
      await call("POST", "/api/auth/login", { body: "{" }),
      await call("POST", "/api/incidents", { headers: { origin: "https://evil.test" } }),
      await call("GET", "/assets/nothing.js"),
      await call("POST", "/api/webhooks/resend", { body: {} }),
      await call("POST", "/api/demo/seed"),
    ];
    for (const { status, body, headers } of errors) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      const { error } = body as { error: { requestId: string; message: string } };
      expect(error.requestId).toBe(headers.get("x-request-id"));
      expect(error.message.length).toBeGreaterThan(10);
    }
  });
});
