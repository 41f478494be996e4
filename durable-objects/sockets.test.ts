import { describe, expect, it, vi } from "vitest";
import { systemActor, systemCaller } from "#packages/core/actor.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { soon } from "#packages/core/patience.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import { type OpenSocket, openSocket } from "#tests/support/socket.ts";
import { feedSince } from "./feed.ts";

interface Frame {
  type: string;
  lastSeq?: number;
  nextSince?: number;
  event?: FeedEvent;
  entityId?: string;
  users?: { id: string; name: string }[];
}

describe("a socket", () => {
  const on = processFixture({ people: { asha: "operator", ravi: "viewer" } });

  const heard = (socket: OpenSocket) => socket.frames.map((frame) => JSON.parse(frame) as Frame);
  const viewing = (entityId: string | null) =>
    JSON.stringify({ type: "viewing", entity: entityId && "incident", entityId });
  const presence = (socket: OpenSocket) => heard(socket).filter(({ type }) => type === "presence");
  /** Presence is gathered for a quarter of a second. */
  const gathered = () => soon(400);
  const isOpen = async (socket: OpenSocket) => {
    const closed = await Promise.race([socket.closed, soon(50)]);
    return closed === undefined;
  };

  it("is sent 500 missed events and told where to go on: paging from there brings the rest, once and in order", async () => {
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
    await on.process.run(commentOnIncident, { id, text: "first" });
    await on.process.inside(({ engine }, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
         INSERT INTO events SELECT process_id, seq + i, rev, type, entity, entity_id, entity_number, action, audience,
           actor_kind, actor_id, actor_name, at, summary, data FROM events, n WHERE seq = (SELECT max(seq) FROM events)`,
      );
      storage.sql.exec(
        "UPDATE hub_meta SET value = json_set(value, '$.seq', (SELECT max(seq) FROM events)) WHERE key = 'head'",
      );
      engine.hub.meta.facts.clear();
    });
    const { lastSeq } = await on.process.feed(0, 1);
    const socket = await openSocket(on.asha, 0);
    await on.process.run(commentOnIncident, { id, text: "new" });
    await socket.until((frame) => frame.includes(`"seq":${lastSeq + 1}`));
    const frames = heard(socket);
    expect(frames[0]).toEqual({ type: "hello", lastSeq });
    expect(frames[501]).toEqual({ type: "behind", nextSince: 500 });
    expect(frames).toHaveLength(503);
    const seqs = frames.flatMap(({ event }) => event?.seq ?? []);
    for (let since = 500; since < lastSeq; ) {
      const { body } = await call("GET", `/api/activity?since=${since}&limit=500`, { as: on.asha });
      const page = body as { items: FeedEvent[]; nextSince: number };
      seqs.push(...page.items.map(({ seq }) => seq));
      since = page.nextSince;
    }
    expect([...new Set(seqs)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: lastSeq + 1 }, (_, index) => index + 1),
    );
    const near = await openSocket(on.asha, lastSeq - 499);
    await near.until((frame) => frame.includes(`"seq":${lastSeq + 1}`));
    expect(heard(near).filter(({ type }) => type === "behind")).toEqual([]);
    const fresh = await openSocket(on.asha);
    await fresh.until((frame) => frame.includes("hello"));
    expect(heard(fresh)).toEqual([{ type: "hello", lastSeq: lastSeq + 1 }]);
  });

  it("of somebody who watches all processes is bounded the same", async () => {
    const platform = await TestProcess.platform();
    const omar = await platform.user("super_admin", { name: "Omar" });
    await platform.settle();
    await platform.inside((_hub, { storage }) =>
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
         INSERT INTO hub_relay SELECT seq + i, process_id, event_seq + 1000000 + i, type, entity, audience, json_set(event, '$.seq', seq + i)
         FROM hub_relay, n WHERE seq = (SELECT max(seq) FROM hub_relay)`,
      ),
    );
    const { lastSeq } = await platform.feed(0, 1);
    const socket = await openSocket(omar, lastSeq - 600);
    await socket.until((frame) => frame.includes("behind"));
    expect(socket.frames).toHaveLength(502);
    expect(heard(socket).at(-1)).toEqual({ type: "behind", nextSince: lastSeq - 100 });
  });

  it("that sends a thousand frames costs the others nothing and is closed", async () => {
    const [watcher, loud] = [await openSocket(on.asha), await openSocket(on.ravi)];
    watcher.send(viewing("inc_1"));
    await watcher.until((frame) => frame.includes("presence"));
    const before = watcher.frames.length;
    for (let index = 0; index < 1_000; index++) loud.send(viewing(index % 2 === 0 ? "inc_1" : `inc_${index}`));
    expect(await loud.closed).toMatchObject({ code: 1008 });
    await gathered();
    expect(watcher.frames.length - before).toBeLessThanOrEqual(21);
    expect(presence(watcher).at(-1)?.users).toEqual([{ id: on.asha.id, name: "Asha" }]);
    expect(await isOpen(watcher)).toBe(true);
  });

  it("tells the key of a command to the person who gave it, and to nobody else", async () => {
    const [own, other] = [await openSocket(on.asha), await openSocket(on.ravi)];
    const headers = { "idempotency-key": "key-of-asha" };
    const created = await call("POST", "/api/incidents", {
      as: on.asha,
      headers,
      body: { title: "Late", severity: "SEV4" },
    });
    expect(created.status).toBe(201);
    await on.process.run(commentOnIncident, {
      id: (created.body as { incident: { id: string } }).incident.id,
      text: "last",
    });
    for (const socket of [own, other]) await socket.until((frame) => frame.includes("incident.commented"));
    const keys = (socket: OpenSocket) =>
      socket.frames
        .map((frame) => JSON.parse(frame) as Frame & { command?: string })
        .filter(({ type }) => type === "activity")
        .map(({ event, command }) => [event?.action, command]);
    expect(keys(own)).toEqual(
      expect.arrayContaining([
        ["created", "key-of-asha"],
        ["commented", undefined],
      ]),
    );
    expect(keys(other)).toEqual(keys(own).map(([action]) => [action, undefined]));
    expect(other.frames.join()).not.toContain("key-of-asha");
  });

  it("tells who else looks, and nothing when nothing has changed", async () => {
    const [one, two] = [await openSocket(on.asha), await openSocket(on.ravi)];
    one.send(viewing("inc_1"));
    two.send(viewing("inc_1"));
    const both = [on.asha, on.ravi].map(({ id, name }) => ({ id, name }));
    await one.until((frame) => frame.includes("Ravi"));
    expect(presence(one).at(-1)).toEqual({ type: "presence", entity: "incident", entityId: "inc_1", users: both });
    const before = one.frames.length;
    for (let index = 0; index < 15; index++) two.send(viewing("inc_1"));
    for (const entityId of ["a".repeat(65), "<b>", "inc 1"]) one.send(viewing(entityId));
    one.send("not JSON");
    await gathered();
    expect(one.frames).toHaveLength(before);
    two.close();
    await vi.waitUntil(() => presence(one).at(-1)?.users?.length === 1);
    expect(await isOpen(one)).toBe(true);
  });

  it("costs an event its sending: who is at the other end is read once, and the event is written once for all", async () => {
    const sockets = [await openSocket(on.asha), await openSocket(on.asha), await openSocket(on.ravi)];
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
    const work = await on.process.inside(({ engine }) => {
      const attachments = vi.spyOn(WebSocket.prototype, "deserializeAttachment");
      const statements = vi.spyOn(engine.hub.sql, "exec");
      const written = vi.spyOn(JSON, "stringify");
      const { items } = feedSince(engine.hub, systemActor(systemCaller("setup")), 0, 10);
      const asked = statements.mock.calls.length;
      engine.sockets.broadcast(items.map((event) => ({ event, audience: "team" })));
      return {
        events: items.length,
        attachments: attachments.mock.calls.length,
        statements: statements.mock.calls.length - asked,
        written: written.mock.calls.length,
      };
    });
    expect(work).toEqual({ events: work.events, attachments: 0, statements: 0, written: work.events });
    expect(work.events).toBeGreaterThan(2);
    for (const socket of sockets) {
      await vi.waitUntil(() => heard(socket).filter(({ event }) => event?.entityId === id).length > 1);
    }
  });

  it.each([
    ["is longer than 1 KB", viewing("x".repeat(1_100))],
    ["is binary", new Uint8Array(4)],
  ])("is closed when a frame %s", async (_what, frame) => {
    const socket = await openSocket(on.asha);
    socket.send(frame);
    expect(await socket.closed).toMatchObject({ code: 1008 });
  });

  it("is the oldest of its session to go when an eleventh is opened; other sessions keep theirs", async () => {
    const other = await openSocket(on.ravi);
    const sockets: OpenSocket[] = [];
    for (let index = 0; index < 12; index++) {
      on.time.now += 1;
      sockets.push(await openSocket(on.asha));
    }
    for (const oldest of sockets.slice(0, 2)) expect(await oldest.closed).toMatchObject({ code: 4429 });
    for (const socket of [...sockets.slice(2), other]) expect(await isOpen(socket)).toBe(true);
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
    await sockets.at(-1)?.until((frame) => frame.includes(id));
  });
});
