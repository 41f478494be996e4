import { afterEach, describe, expect, it, vi } from "vitest";
import { env } from "#tests/support/env.ts";
import { bindings, call } from "#tests/support/harness.ts";

const form = { email: "first@ops.test", name: "First Admin", password: "a long enough password" };
const post = (body: unknown, token = "the setup token") =>
  call("POST", "/api/setup", { body, headers: { authorization: `Bearer ${token}` } });

describe("the first admin of a new installation", () => {
  afterEach(() => vi.restoreAllMocks());

  it("can't be made while no setup token is set", async () => {
    expect((await post(form)).status).toBe(404);
  });

  it("is made once, can sign in, and nobody can be made first after them", async () => {
    const withToken = { ...env, SETUP_TOKEN: "the setup token" };
    vi.spyOn(bindings, "current").mockReturnValue(withToken);
    expect((await post(form, "a wrong one")).status).toBe(404);
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
