import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { env } from "#tests/support/env.ts";
import { bindings, call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { LaggingD1 } from "#tests/support/lagging-d1.ts";
import { FakeResend } from "#tests/support/mail.ts";

describe("a list out of a copy of D1 that is behind", () => {
  let process: TestProcess;
  let asha: TestUser;
  let ben: TestUser;

  beforeAll(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    new FakeResend().install();
    await TestProcess.platform();
    process = await TestProcess.create();
    asha = await process.user("operator");
    ben = await process.user("operator");
    await process.settle();
    const lagging = await LaggingD1.create();
    bindings.current = () => lagging.env;
  });
  afterAll(() => {
    bindings.current = () => env;
    vi.restoreAllMocks();
  });

  const titles = async (as: TestUser, headers: Record<string, string> = {}) => {
    const { body } = await call("GET", "/api/incidents", { as, headers });
    return (body as { items: { title: string }[] }).items.map(({ title }) => title);
  };
  const open = (title: string, headers: Record<string, string> = {}, as: TestUser | null = asha) =>
    call("POST", "/api/incidents", { as, headers, body: { title, severity: "SEV4" } });
  const cookieOf = (headers: Headers) => /__Host-d1=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1] ?? "none";

  it("shows one's own change at once, by header or cookie, and others' when the copy has it", async () => {
    expect([await titles(asha), await titles(ben)]).toEqual([[], []]);
    const opened = await open("Opened by Asha");
    const bookmark = opened.headers.get("x-d1-bookmark") ?? "none";
    expect(opened.headers.get("set-cookie")).toBeNull();
    expect(await titles(asha, { "x-d1-bookmark": bookmark })).toEqual(["Opened by Asha"]);
    expect([await titles(asha), await titles(ben)]).toEqual([[], []]);

    // A browser is told by a cookie that it keeps and sends by itself.
    const browser = { cookie: `__Host-session=${asha.token}`, origin: "http://ops.test" };
    const again = await open("Opened in a browser", browser, null);
    expect(again.headers.get("set-cookie")).toMatch(
      /^__Host-d1=[0-9a-f-]+; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=600$/,
    );
    const kept = { cookie: `${browser.cookie}; __Host-d1=${cookieOf(again.headers)}` };
    const { body } = await call("GET", "/api/incidents", { headers: kept });
    expect((body as { items: object[] }).items.length).toBe(2);
    expect(await titles(ben)).toEqual([]);

    const caughtUp = await LaggingD1.create();
    bindings.current = () => caughtUp.env;
    expect(await titles(ben)).toEqual(["Opened by Asha", "Opened in a browser"]);
  });

  it("asks for no version where nothing was done, nor for one that nobody gave", async () => {
    const asked: string[] = [];
    bindings.current = () => ({
      ...env,
      DB: Object.assign(Object.create(env.DB) as D1Database, {
        withSession: (from: string) => {
          asked.push(from);
          return env.DB.withSession("first-primary");
        },
      }),
    });
    const read = await call("GET", "/api/incidents", { as: ben });
    expect([read.headers.get("x-d1-bookmark"), read.headers.get("set-cookie")]).toEqual([null, null]);
    for (const odd of ["first-primary", "../../x", "A'B", "a".repeat(129)])
      expect((await call("GET", "/api/incidents", { as: ben, headers: { "x-d1-bookmark": odd } })).status).toBe(200);
    expect(new Set(asked)).toEqual(new Set(["first-unconstrained"]));
  });
});
