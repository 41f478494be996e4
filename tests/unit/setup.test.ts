import { afterEach, describe, expect, it, vi } from "vitest";
import { env } from "#tests/support/env.ts";
import { bindings, call } from "#tests/support/harness.ts";
import { mustBeSound, settingsOf } from "#worker/env.ts";

const form = { email: "first@ops.test", name: "First Admin", password: "a long enough password" };
const token = "the-setup-token-of-32-characters!";
const post = (body: unknown, sent = token) =>
  call("POST", "/api/setup", { body, headers: { authorization: `Bearer ${sent}` } });

describe("the first admin of a new installation", () => {
  afterEach(() => vi.restoreAllMocks());

  it("can't be made while no setup token is set", async () => {
    expect((await post(form)).status).toBe(404);
  });

  it("can't be made by trying tokens, and no setting may be one that can't be used", async () => {
    const limit = vi.fn(async () => ({ success: false }));
    vi.spyOn(bindings, "current").mockReturnValue({ ...env, SETUP_TOKEN: token, SIGN_IN_LIMIT: { limit } });
    const answer = await post(form);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "60"]);
    for (const name of ["SETUP_TOKEN", "METRICS_TOKEN", "DEMO_TOKEN", "PASSWORD_SECRET"])
      expect(() => mustBeSound({ ...env, [name]: "x".repeat(31) })).toThrow(name);
    const wrong = {
      APP_URL: "javascript:0",
      MAIL_FROM: "Ops <ops>",
      RESEND_BASE_URL: "api.resend.com",
      ERROR_REPORTS: "no",
      ADDRESS_READS: "600",
      PLATFORM_REGION: "mars",
    };
    for (const [name, value] of Object.entries(wrong)) {
      const given = { ...env, [name]: value };
      expect(() => mustBeSound(given)).toThrow(name);
      expect(() => settingsOf(given)[name as "APP_URL"]).toThrow(name);
      // What doesn't need it goes on.
      expect(settingsOf(given).SESSION_SECRET).toBe(env.SESSION_SECRET);
    }
    const deployed = { ...env, APP_URL: "https://ops.test" };
    for (const limit of ["SIGN_IN_LIMIT", "ADDRESS_READS", "ADDRESS_WRITES"])
      expect(() => mustBeSound({ ...deployed, [limit]: undefined })).toThrow(limit);
    expect(settingsOf(deployed).PASSWORD_SECRET).toEqual([env.PASSWORD_SECRET]);
  });

  it("is made once, can sign in, and nobody can be made first after them", async () => {
    const withToken = { ...env, SETUP_TOKEN: token };
    vi.spyOn(bindings, "current").mockReturnValue(withToken);
    // There is nothing yet, and so nothing that is unwell.
    expect(await call("GET", "/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
    expect((await post(form, "a-wrong-one")).status).toBe(404);
    expect((await post({ ...form, password: "short" })).status).toBe(422);
    const made = await post(form);
    expect(made.text).toContain("First Admin");
    expect(made.status).toBe(201);
    expect((await post({ ...form, email: "second@ops.test" })).status).toBe(409);
    const signedIn = await call("POST", "/api/auth/login", { body: { email: form.email, password: form.password } });
    expect(signedIn.body).toMatchObject({ user: { role: "super_admin", processId: "platform" } });
    const second = await call("POST", "/api/auth/login", {
      body: { email: "second@ops.test", password: form.password },
    });
    expect(second.status).toBe(401);
  });
});
