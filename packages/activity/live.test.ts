import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refillRelay } from "#durable-objects/relay.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { kill, minute, TestClock } from "#tests/support/bad-days.ts";
import { TestProcess, type TestUser } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import { openSocket } from "#tests/support/socket.ts";

type Frame = { type: string; lastSeq?: number; event?: FeedEvent };
const seqs = (frames: string[]) =>
  frames
    .map((frame) => JSON.parse(frame) as Frame)
    .flatMap((frame) => (frame.type === "activity" && frame.event ? [frame.event.seq] : []));

describe("the live feed", () => {
  let time: TestClock;
  let platform: TestProcess;
  let process: TestProcess;
  let asha: TestUser;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    time = new TestClock();
    new FakeResend().install();
    platform = await TestProcess.platform();
    process = await TestProcess.create();
    await process.run(updateProcess, { unattendedMinutes: 0 });
    asha = await process.user("operator", { name: "Asha" });
  });
  afterEach(() => vi.restoreAllMocks());

  const open = () => process.run(createIncident, { title: "Down", severity: "SEV3" });
  const lastSeq = async () => (await process.hub.feed(0, 0)).lastSeq;

  it("gives a socket that comes back exactly what it missed, in order, and then what is new", async () => {
    const { id } = await open();
    const socket = await openSocket(asha);
    await process.run(commentOnIncident, { id, text: "one" });
    const seen = await lastSeq();
    await socket.until((frame) => frame.includes(`"seq":${seen}`));
    socket.close();
    for (const text of ["two", "three", "four"]) await process.run(commentOnIncident, { id, text });
    const missedUpTo = await lastSeq();
    const again = await openSocket(asha, seen);
    await process.run(commentOnIncident, { id, text: "five" });
    const last = await lastSeq();
    await again.until((frame) => frame.includes(`"seq":${last}`));
    expect(JSON.parse(again.frames[0] ?? "{}")).toEqual({ type: "hello", lastSeq: missedUpTo });
    expect(seqs(again.frames)).toEqual([seen + 1, seen + 2, seen + 3, last]);
    expect(last).toBe(seen + 4);
  });

  it("goes on after the hub has died, from the last number seen", async () => {
    const { id } = await open();
    const seen = await lastSeq();
    await process.run(commentOnIncident, { id, text: "before" });
    await process.settle();
    await kill(process);
    const socket = await openSocket(asha, seen);
    await process.run(commentOnIncident, { id, text: "after" });
    const last = await lastSeq();
    await socket.until((frame) => frame.includes(`"seq":${last}`));
    expect(seqs(socket.frames)).toEqual([seen + 1, seen + 2]);
  });

  it.each([
    ["signs out", () => process.run(endSession, { id: asha.sid }, asha.caller)],
    ["is deactivated", () => process.run(updateUserAccess, { id: asha.id, isActive: false })],
    ["gets another role", () => process.run(updateUserAccess, { id: asha.id, role: "viewer" })],
  ] as const)("closes the socket with 4401 when the person %s", async (_how, end) => {
    const socket = await openSocket(asha);
    await socket.until((frame) => frame.includes("hello"));
    await end();
    expect(await socket.closed).toMatchObject({ code: 4401 });
    await expect(openSocket(asha)).rejects.toThrow("401");
  });

  describe("of all processes", () => {
    const relayed = async () =>
      (await platform.hub.feed(0, 100_000)).items
        .filter((event) => event.processId === process.id)
        .map((event) => event.summary);
    const own = async () => (await process.hub.feed(0, 100_000)).items.map((event) => event.summary);

    it("has each event of a process once and in its order", async () => {
      await open();
      await open();
      await process.settle();
      expect(await relayed()).toEqual(await own());
      const narrowed = { types: ["incident.created"], processIds: [process.id] };
      const opened = await platform.hub.feed(0, 1, narrowed);
      const next = await platform.hub.feed(opened.nextSince, 10, narrowed);
      const bothOpened = [...opened.items, ...next.items].map(({ type, processId }) => [type, processId]);
      expect(bothOpened).toEqual([1, 2].map(() => ["incident.created", process.id]));
      expect((await platform.hub.newest(null, 1, { processIds: [process.id] })).items[0]?.processId).toBe(process.id);
      const all = (await platform.hub.feed(0, 100_000)).items.map((event) => event.seq);
      expect(all).toEqual(all.map((_, index) => index + 1));
    });

    it("takes the same events twice and keeps them once", async () => {
      await open();
      await process.settle();
      const { items } = await process.hub.feed(0, 1_000);
      await platform.hub.takeRelay(process.id, process.slug, JSON.stringify(items));
      await platform.hub.takeRelay(process.id, process.slug, JSON.stringify(items.slice(1)));
      expect(await relayed()).toEqual(await own());
    });

    it("is filled from D1 again when its hub was lost", async () => {
      await open();
      await open();
      await process.settle();
      const before = (await platform.hub.feed(0, 100_000)).items.filter((event) => event.processId === process.id);
      await platform.inside(async ({ engine }, { storage }) => {
        storage.sql.exec("DELETE FROM hub_relay");
        await refillRelay(engine.hub);
      });
      const after = (await platform.hub.feed(0, 100_000)).items.filter((event) => event.processId === process.id);
      expect(after.map((event) => ({ ...event, seq: 0 }))).toEqual(before.map((event) => ({ ...event, seq: 0 })));
      expect(await relayed()).toEqual(await own());
    });

    it("gets later what it could not take while the platform's hub was failing", async () => {
      await process.settle();
      const before = await relayed();
      await platform.inside((hub) => {
        vi.spyOn(hub.engine, "takeRelay").mockImplementation(() => {
          throw new Error("the platform's hub is ill");
        });
      });
      await open();
      await process.settle();
      expect(await relayed()).toEqual(before);
      await platform.inside((hub) => vi.mocked(hub.engine.takeRelay).mockRestore());
      await time.forward(minute, process);
      expect(await relayed()).toEqual(await own());
    });
  });
});
