import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loader as rootLoader } from "#app/root.tsx";
import { addressKey } from "#packages/core/addresses.ts";
import { minute } from "#packages/core/clock.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { bindings, call } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";
import { upgrade } from "#tests/support/socket.ts";
import { servicesOf } from "./context.ts";

const [reads, writes] = [60, 60];

describe("the limits of a minute", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
  afterEach(() => void vi.useRealTimers());
  const on = processFixture({
    clock: "real",
    people: { user: "operator" },
    settings: { readsPerMinute: reads, writesPerMinute: writes },
  });
  const get = (path = "/api/auth/me", as = on.user) => call("GET", path, { as });
  const create = (as = on.user) => call("POST", "/api/incidents", { as, body: { title: "Down", severity: "SEV4" } });
  const times = async <T>(count: number, send: () => Promise<T>) => {
    const answers: T[] = [];
    for (let n = 0; n < count; n++) answers.push(await send());
    return answers;
  };
  const from = (ip: string, method = "GET", path = "/api/nothing") =>
    call(method, path, { headers: { "cf-connecting-ip": ip } });

  it("for reads are a person's, over all their sessions, and say when to come back", async () => {
    const elsewhere = { ...on.user, ...(await on.process.session(on.user.id, "operator")) };
    const colleague = await on.process.user("operator");
    await times(reads / 2, () => get());
    await times(reads / 2, () => get("/api/incidents", elsewhere));
    const over = await get();
    expect(over).toMatchObject({ status: 429, body: { error: { code: "rate_limited", message: /in a second/ } } });
    expect(over.headers.get("retry-after")).toBe("1");
    expect((await get("/api/auth/me", colleague)).status).toBe(200);
    // A page says the same, and nobody is sent to sign in again.
    const request = new Request("http://ops.test/incidents", {
      headers: { cookie: `__Host-session=${on.user.token}` },
    });
    const services = await servicesOf(env, { waitUntil() {} }, request);
    const form = { ok: true, value: new URLSearchParams() } as const;
    const thrown = (async () =>
      rootLoader({ request, context: { services, form, route: "/dashboard", nonce: "" }, params: {} }))();
    await expect(thrown).rejects.toMatchObject({ status: 429 });
    // Who comes back to the live connection, acknowledges or signs out is not kept waiting.
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV3" });
    expect((await upgrade({ authorization: `Bearer ${on.user.token}` })).status).toBe(101);
    expect((await call("POST", `/api/incidents/${id}/acknowledge`, { as: on.user, body: {} })).status).toBe(200);
    expect((await call("POST", "/api/auth/logout", { as: on.user })).status).toBe(204);
    vi.setSystemTime(Date.now() + 1_100);
    expect((await get("/api/auth/me", elsewhere)).status).toBe(200);
    const { limits } = await on.process.hub.health();
    expect(limits.read).toBeGreaterThanOrEqual(3);
    expect(limits.write).toBe(0);
  });

  it("for changes leave reading, acknowledging and signing out open, on pages as in the API, and keep what was typed", async () => {
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV3" });
    const watch = (watching: boolean) =>
      call("POST", `/api/incidents/${id}/watch`, { as: on.user, body: { watching } });
    // Of incidents a person may open fewer than of changes in all.
    expect((await times(5, () => create())).map((answer) => answer.status)).toEqual(Array(5).fill(201));
    let turns = 0;
    const others = await times(writes - 5, () => watch(turns++ % 2 === 0));
    expect(others.map((answer) => answer.status)).toEqual(Array(writes - 5).fill(200));
    const rev = (await on.process.hub.health()).rev;
    expect(await create()).toMatchObject({ status: 429, body: { error: { message: /Nothing was changed/ } } });
    const act = (intent: string, more = "") =>
      postForm(`/incidents/${id}`, { as: on.user, body: `intent=${intent}${more}` });
    const comment = await act("comment", "&text=Looking");
    expect(comment.status).toBe(429);
    expect(comment.headers.get("retry-after")).toBe("1");
    const settings = await postForm("/incidents/new", { as: on.user, body: "title=Typed+with+care&severity=SEV3" });
    expect(settings.status).toBe(429);
    expect(settings.text).toContain("Typed with care");
    expect((await on.process.hub.health()).rev).toBe(rev);
    expect((await act("acknowledge")).status).toBe(200);
    expect((await get()).status).toBe(200);
    expect((await on.process.hub.health()).limits.write).toBeGreaterThanOrEqual(4);
    expect((await postForm("/logout", { as: on.user, body: "" })).status).toBe(302);
  });

  it("are an address's for those without a session; an IPv6 network is one address, our own signed reports are not counted", async () => {
    bindings.current = () => ({ ...env, ADDRESS_READS: undefined, ADDRESS_WRITES: undefined });
    const at = (n: number) => `2001:db8:7:7::${n.toString(16)}`;
    let n = 0;
    const first = await times(600, () => from(at(n++)));
    expect(first.every((answer) => answer.status === 404)).toBe(true);
    expect(await from(at(n++))).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    expect((await from("2001:db8:7:8::1")).status).toBe(404);
    expect((await from(at(1), "POST", "/api/webhooks/resend")).status).toBe(401);
    // A token that we never signed is no session.
    const forged = { authorization: "Bearer a.b.c", "cf-connecting-ip": at(2) };
    expect((await call("GET", "/api/auth/me", { headers: forged })).status).toBe(429);
    // Nor is one that was signed out, wherever it is presented; and no route is left out.
    for (const path of ["/healthz", "/metrics", "/api/openapi.json", "/api/errors/report"])
      expect([path, (await call("GET", path, { headers: forged })).status]).toEqual([path, 429]);
    const elsewhere = { as: on.user, headers: { "cf-connecting-ip": "198.51.100.7" } };
    await call("POST", "/api/auth/logout", { as: on.user });
    const views = await on.process.inside(({ engine }) => vi.spyOn(engine, "view"));
    const after = await times(610, () => call("GET", "/api/auth/me", elsewhere));
    expect([after[0]?.status, after.at(-1)?.status]).toEqual([401, 429]);
    expect(views.mock.calls.length).toBeLessThanOrEqual(601);
    bindings.current = () => ({ ...env, METRICS_TOKEN: "the-scraper-s-token-of-32-characters" });
    const scrape = await call("GET", "/metrics", {
      headers: { authorization: "Bearer the-scraper-s-token-of-32-characters" },
    });
    expect(scrape.text).toMatch(/d2c_limited_total\{who="address",kind="read"\} [1-9]\d/);
    vi.setSystemTime(Date.now() + minute);
    expect((await from(at(1))).status).toBe(404);
  });

  it("follow the location's count, too, where the platform keeps one", async () => {
    const asked: string[] = [];
    const ADDRESS_WRITES = { limit: async ({ key }: { key: string }) => ({ success: asked.push(key) < 2 }) };
    bindings.current = () => ({ ...env, ADDRESS_WRITES });
    const signIn = () => call("POST", "/api/auth/login", { body: {}, headers: { "cf-connecting-ip": "2001:db8::1" } });
    expect((await signIn()).status).toBe(422);
    const over = await signIn();
    expect([over.status, over.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(asked).toEqual(["2001:db8:0:0::/64", "2001:db8:0:0::/64"]);
  });

  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:0DB8:0:1:2:3:4:5", "2001:db8:0:1::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1:2:3:4", "fe80:0:0:0::/64"],
  ])("know the address %s as %s", (ip, key) => expect(addressKey(ip)).toBe(key));
});
