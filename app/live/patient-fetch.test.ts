import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isRefresh, refreshPatiently } from "./patient-fetch.ts";
import { sessionRestored, sessionState } from "./session-state.ts";

const at = (path: string) => new URL(path, "https://ops.test");
const shown = { pathname: "/incidents", search: "?status=open" };

describe("a request for the data of the page that is shown", () => {
  it.each([
    ["the same page", "/incidents.data?status=open", true],
    ["some of its routes", "/incidents.data?status=open&_routes=root", true],
    ["another part of it", "/incidents.data?before=7&_routes=routes%2Flist", true],
    ["the page with other filters", "/incidents.data?status=closed", false],
    ["another page", "/dashboard.data", false],
    ["no data of a page", "/incidents?status=open", false],
  ])("is known by its address: %s", (_, path, expected) => {
    expect(isRefresh(at(path), "GET", shown)).toBe(expected);
    expect(isRefresh(at(path), "POST", shown)).toBe(false);
  });
  it("is known at the start page, and with a slash at the end", () => {
    expect(isRefresh(at("/_root.data"), "GET", { pathname: "/", search: "" })).toBe(true);
    expect(isRefresh(at("/outbox.data"), "GET", { pathname: "/outbox/", search: "" })).toBe(true);
  });
});

describe("while a page is loaded anew", () => {
  const answers: (number | "lost")[] = [];
  const asked: string[] = [];
  const server = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    asked.push(`${String(input)} ${new Headers(init.headers).get("x-page-refresh")}`);
    const next = answers.shift() ?? 200;
    if (next === "lost") throw new TypeError("Failed to fetch");
    return new Response("data", { status: next });
  };
  const page = at("/incidents.data?status=open");

  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    vi.stubGlobal("window", Object.assign(new EventTarget(), { fetch: server, location: shown }));
    refreshPatiently();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const statusOf = (url: URL, init?: RequestInit) => window.fetch(url, init).then(({ status }) => status);

  it("what fails is asked for again, until there is an answer", async () => {
    answers.push("lost", 503, 429, 500);
    const status = statusOf(page);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await status, asked.length]).toEqual([200, 5]);
    expect(asked[0]).toBe(`${page} 1`);
  });

  it("an answer that will stay the same is taken", async () => {
    answers.push(404);
    expect([await statusOf(page), asked.length]).toEqual([404, 1]);
  });

  it("a session that ended is begun anew first, and nothing is asked meanwhile", async () => {
    answers.push(401);
    const status = statusOf(page);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sessionState(), asked.length]).toEqual(["asking", 1]);
    sessionRestored();
    expect([await status, asked.length, sessionState()]).toEqual([200, 2, "standing"]);
  });

  it("who goes elsewhere waits for nothing", async () => {
    answers.push("lost");
    const leaving = new AbortController();
    const status = statusOf(page, { signal: leaving.signal });
    await vi.advanceTimersByTimeAsync(10);
    leaving.abort(new Error("gone"));
    await expect(status).rejects.toThrow("gone");
    expect(asked).toHaveLength(1);
  });

  it("any other request fails as ever", async () => {
    answers.push("lost", 503);
    await expect(statusOf(at("/dashboard.data"))).rejects.toThrow("Failed to fetch");
    expect(await statusOf(page, { method: "POST" })).toBe(503);
    expect(asked).toEqual(["https://ops.test/dashboard.data null", `${page} null`]);
  });
});
