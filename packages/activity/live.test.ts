import { describe, expect, it, vi } from "vitest";
import { refillRelay } from "#durable-objects/relay.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { kill, minute } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { openSocket } from "#tests/support/socket.ts";

type Frame = { type: string; lastSeq?: number; event?: FeedEvent };
const seqs = (frames: string[]) =>
  frames
    .map((frame) => JSON.parse(frame) as Frame)
    .flatMap((frame) => (frame.type === "activity" && frame.event ? [frame.event.seq] : []));

describe("the live feed", () => {
  const on = processFixture({ people: { asha: "operator" } });

  const open = () => on.process.run(createIncident, { title: "Down", severity: "SEV3" });
  const lastSeq = async () => (await on.process.feed(0, 0)).lastSeq;

  it("gives a socket that comes back exactly what it missed, in order, and then what is new", async () => {
    const { id } = await open();
    const socket = await openSocket(on.asha);
    await on.process.run(commentOnIncident, { id, text: "one" });
    const seen = await lastSeq();
    await socket.until((frame) => frame.includes(`"seq":${seen}`));
    socket.close();
    for (const text of ["two", "three", "four"]) await on.process.run(commentOnIncident, { id, text });
    const missedUpTo = await lastSeq();
    const again = await openSocket(on.asha, seen);
    await on.process.run(commentOnIncident, { id, text: "five" });
    const last = await lastSeq();
    await again.until((frame) => frame.includes(`"seq":${last}`));
    expect(JSON.parse(again.frames[0] ?? "{}")).toEqual({ type: "hello", lastSeq: missedUpTo });
    expect(seqs(again.frames)).toEqual([seen + 1, seen + 2, seen + 3, last]);
    expect(last).toBe(seen + 4);
  });

  it("goes on after the hub has died, from the last number seen", async () => {
    const { id } = await open();
    const seen = await lastSeq();
    await on.process.run(commentOnIncident, { id, text: "before" });
    await on.process.settle();
    await kill(on.process);
    const socket = await openSocket(on.asha, seen);
    await on.process.run(commentOnIncident, { id, text: "after" });
    const last = await lastSeq();
    await socket.until((frame) => frame.includes(`"seq":${last}`));
    expect(seqs(socket.frames)).toEqual([seen + 1, seen + 2]);
  });

  it.each([
    ["signs out", () => on.process.run(endSession, { id: on.asha.sid }, on.asha.caller)],
    ["is deactivated", () => on.process.run(updateUserAccess, { id: on.asha.id, isActive: false })],
    ["gets another role", () => on.process.run(updateUserAccess, { id: on.asha.id, role: "viewer" })],
  ] as const)("closes the socket with 4401 when the person %s", async (_how, end) => {
    const socket = await openSocket(on.asha);
    await socket.until((frame) => frame.includes("hello"));
    await end();
    expect(await socket.closed).toMatchObject({ code: 4401 });
    await expect(openSocket(on.asha)).rejects.toThrow("401");
  });

  describe("of all processes", () => {
    const relayed = async () =>
      (await on.platform.feed(0, 100_000)).items
        .filter((event) => event.processId === on.process.id)
        .map((event) => event.summary);
    const own = async () => (await on.process.feed(0, 100_000)).items.map((event) => event.summary);

    it("has each event of a process once and in its order", async () => {
      await open();
      await open();
      await on.process.settle();
      expect(await relayed()).toEqual(await own());
      const narrowed = { types: ["incident.created"], processIds: [on.process.id] };
      const opened = await on.platform.feed(0, 1, narrowed);
      const next = await on.platform.feed(opened.nextSince, 10, narrowed);
      const bothOpened = [...opened.items, ...next.items].map(({ type, processId }) => [type, processId]);
      expect(bothOpened).toEqual([1, 2].map(() => ["incident.created", on.process.id]));
      expect((await on.platform.newest(null, 1, { processIds: [on.process.id] })).items[0]?.processId).toBe(
        on.process.id,
      );
      const all = (await on.platform.feed(0, 100_000)).items.map((event) => event.seq);
      expect(all).toEqual(all.map((_, index) => index + 1));
    });

    it("takes the same events twice and keeps them once", async () => {
      await open();
      await on.process.settle();
      const { items: all } = await on.process.feed(0, 1_000);
      const items = all.map((event) => ({ event, audience: "team" }));
      await on.platform.hub.takeRelay(on.process.id, on.process.slug, JSON.stringify(items));
      await on.platform.hub.takeRelay(on.process.id, on.process.slug, JSON.stringify(items.slice(1)));
      expect(await relayed()).toEqual(await own());
    });

    it("is filled from D1 again when its hub was lost", async () => {
      await open();
      await open();
      await on.process.settle();
      const before = (await on.platform.feed(0, 100_000)).items.filter((event) => event.processId === on.process.id);
      await on.platform.inside(async ({ engine }, { storage }) => {
        storage.sql.exec("DELETE FROM hub_relay");
        await refillRelay(engine.hub);
      });
      const after = (await on.platform.feed(0, 100_000)).items.filter((event) => event.processId === on.process.id);
      expect(after.map((event) => ({ ...event, seq: 0 }))).toEqual(before.map((event) => ({ ...event, seq: 0 })));
      expect(await relayed()).toEqual(await own());
    });

    it("gets later what it could not take while the platform's hub was failing", async () => {
      await on.process.settle();
      const before = await relayed();
      await on.platform.inside((hub) => {
        vi.spyOn(hub.engine, "takeRelay").mockImplementation(() => {
          throw new Error("the platform's hub is ill");
        });
      });
      await open();
      await on.process.settle();
      expect(await relayed()).toEqual(before);
      await on.platform.inside((hub) => vi.mocked(hub.engine.takeRelay).mockRestore());
      await on.time.forward(minute, on.process);
      expect(await relayed()).toEqual(await own());
    });
  });
});
