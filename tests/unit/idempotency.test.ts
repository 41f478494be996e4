import { beforeEach, describe, expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";

const body = { title: "Payments are down", severity: "SEV1" };

describe("the same request under one Idempotency-Key", () => {
  const on = processFixture({ clock: "real", people: { user: "operator" }, settings: {} });
  beforeEach(async () => {
    const tiers = [{ afterMinutes: 0, channels: ["email"], userId: on.user.id }];
    await on.process.run(createChain, { name: "All", tiers });
  });

  const open = (key: string, as = on.user, more: object = {}) =>
    call("POST", "/api/incidents", { as, headers: { "idempotency-key": key }, body: { ...body, ...more } });
  const incidents = async () => (await on.process.sql("SELECT id FROM incidents")).length;
  const pages = async () => {
    await on.process.alarm();
    await on.process.settle();
    return on.resend.of(on.process.id).filter((mail) => mail.text.includes("You are paged"));
  };

  it("is one incident and one page, and the second answer is the first", async () => {
    const [first, second] = [await open("abc"), await open("abc")];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(await incidents()).toBe(1);
    expect(await pages()).toHaveLength(1);
  });

  it("is one incident and one page when fifty come at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => open("abc")));
    expect(answers.filter((one) => one.status === 201)).toHaveLength(50);
    expect(new Set(answers.map((one) => one.text)).size).toBe(1);
    expect(await incidents()).toBe(1);
    expect(await pages()).toHaveLength(1);
  });

  it("is two of each without a key", async () => {
    const ids = [];
    for (let n = 0; n < 2; n++) ids.push((await call("POST", "/api/incidents", { as: on.user, body })).text);
    expect(new Set(ids).size).toBe(2);
    expect(await incidents()).toBe(2);
    expect(await pages()).toHaveLength(2);
  });

  it("is a conflict when the body is another, and nothing is done", async () => {
    const first = await open("abc");
    const second = await open("abc", on.user, { title: "Something else" });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({
      error: { code: "conflict", message: expect.stringContaining("Idempotency-Key") },
    });
    expect(await incidents()).toBe(1);
    expect((await open("abc")).text).toBe(first.text);
  });

  it("is a conflict when it comes for another verb", async () => {
    const first = await open("abc");
    const { id } = (first.body as { incident: { id: string } }).incident;
    const resolve = await call("POST", `/api/incidents/${id}/resolve`, {
      as: on.user,
      headers: { "idempotency-key": "abc" },
      body: {},
    });
    expect(resolve.status).toBe(409);
    expect(await on.process.sql("SELECT status FROM incidents")).toEqual([{ status: "open" }]);
  });

  it("is refused when the key is empty or too long, and carried out at the longest", async () => {
    for (const key of ["", "k".repeat(256), "k".repeat(5_000)]) {
      const answer = await open(key);
      expect([key.length, answer.status]).toEqual([key.length, 422]);
      expect(answer.body).toMatchObject({ error: { fields: { "Idempotency-Key": expect.any(Array) } } });
    }
    expect(await incidents()).toBe(0);
    expect((await open("k".repeat(255))).status).toBe(201);
  });

  it("answers as the first when that changed nothing, whatever has happened since", async () => {
    const { id } = ((await open("open")).body as { incident: { id: string } }).incident;
    const act = (name: string, headers = {}) =>
      call("POST", `/api/incidents/${id}/${name}`, { as: on.user, headers, body: {} });
    const late = { "idempotency-key": "late" };
    expect((await act("acknowledge")).status).toBe(200);
    const first = await act("acknowledge", late);
    await act("resolve");
    await act("reopen");
    const repeated = await act("acknowledge", late);
    expect([first.status, repeated.status, repeated.text]).toEqual([200, 200, first.text]);
    expect(await on.process.sql("SELECT status FROM incidents")).toEqual([{ status: "open" }]);
    const kept = "SELECT count(*) AS n FROM hub_commands WHERE name = 'incidents.acknowledge'";
    expect(await on.process.sql(kept)).toEqual([{ n: 2 }]);
    expect((await act("acknowledge")).status).toBe(200);
    expect((await act("acknowledge")).status).toBe(200);
    expect(await on.process.sql(kept)).toEqual([{ n: 3 }]);
  });

  it("is somebody else's own: a key is not shared between people, nor between processes", async () => {
    const colleague = await on.process.user("operator");
    const stranger = await (await TestProcess.create()).user("operator");
    const texts = [];
    for (const as of [on.user, colleague, stranger]) texts.push((await open("abc", as)).text);
    expect(new Set(texts).size).toBe(3);
    expect(await incidents()).toBe(2);
  });

  it("is tried again when it was refused: only what was done is remembered", async () => {
    const admin = await on.process.user("admin");
    const colleague = await on.process.user("operator");
    await on.process.run(updateUserAccess, { id: colleague.id, isActive: false });
    const assign = () => open("abc", admin, { assignedToId: colleague.id });
    expect((await assign()).status).toBe(422);
    await on.process.run(updateUserAccess, { id: colleague.id, isActive: true });
    expect((await assign()).status).toBe(201);
    expect(await incidents()).toBe(1);
  });

  it("is not answered to somebody whose session has ended since", async () => {
    const first = await open("abc");
    await on.process.run(updateUserAccess, { id: on.user.id, isActive: false });
    const second = await open("abc");
    expect([first.status, second.status]).toEqual([201, 401]);
  });

  it("answers a second delete as the first", async () => {
    const manager = await on.process.user("manager");
    const chain = await on.process.run(createChain, {
      name: "Old",
      tiers: [{ afterMinutes: 5, channels: ["email"], userId: on.user.id }],
    });
    const remove = (headers = {}) =>
      call("DELETE", `/api/escalation-chains/${chain.id}`, { as: manager, body: { reason: "Too old" }, headers });
    const again = () => remove({ "idempotency-key": "bye" });
    expect([(await again()).status, (await again()).status]).toEqual([204, 204]);
    expect((await remove()).status).toBe(404);
  });
});
