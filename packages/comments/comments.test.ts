import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { declarePermissions } from "#packages/core/access.ts";
import { command } from "#packages/core/command.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { chainKind } from "#packages/escalations/entity.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { incidentDeletion } from "#packages/incidents/deletion.server.ts";
import { commandsByName, permissions, viewsByName } from "#packages/modules.ts";
import { kill } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { timelineOf, watchersOf } from "./queries.server.ts";
import { heldMs } from "./rules.ts";
import { addComment, watch } from "./write.server.ts";

const given = z.object({ id: z.string() });

/** What a module needs so that its records can be talked about: here the chains. */
const talkOfChain = command({
  name: "test.talk",
  permission: "escalations.view",
  audit: { action: "test.talk", words: "tested …", entity: "chain" },
  input: given,
  run(ctx, { id }) {
    const chain = { id, name: "Night" } as Parameters<typeof chainKind.label>[0];
    watch(ctx, chainKind, chain, true);
    return ok(addComment(ctx, chainKind, chain, { text: "Who made this?", visibility: "internal" }));
  },
});
const storyOfChain = view({
  name: "test.story",
  permission: "escalations.view",
  input: given,
  run: (ctx, chain) =>
    ok({ ...timelineOf(ctx, chainKind.ref(chain)), watchers: watchersOf(ctx, chainKind.ref(chain)) }),
});

describe("a comment", () => {
  const on = processFixture({ people: { asha: "operator", ben: "operator", cleo: "client" } });

  beforeAll(() => {
    commandsByName.set(talkOfChain.name, talkOfChain);
    viewsByName.set(storyOfChain.name, storyOfChain);
    const forClients = permissions.map((one) =>
      one.name === "incidents.view" ? { ...one, roles: [...one.roles, "client" as const] } : one,
    );
    declarePermissions(forClients);
  });
  afterAll(() => {
    commandsByName.delete(talkOfChain.name);
    viewsByName.delete(storyOfChain.name);
    declarePermissions(permissions);
  });

  const comment = (id: string, text: string, visibility: string) =>
    call("POST", `/api/incidents/${id}/comment`, { as: on.asha, body: { text, visibility } });
  const story = async (id: string, as: TestUser) => {
    const { body } = await call("GET", `/api/incidents/${id}`, { as });
    const texts = (body as { timeline: FeedEvent[] }).timeline.flatMap(({ data }) => data?.text ?? []);
    // The team's timeline tells of the same comment again when the client gets it.
    return [...new Set(texts)];
  };
  const search = async (q: string, as: TestUser) => {
    const { body } = await call("GET", `/api/incidents?q=${q}`, { as });
    return (body as { items: { title: string }[] }).items.map(({ title }) => title);
  };

  it("can be made about a record of any kind, which is watched the same way", async () => {
    const tiers = [{ afterMinutes: 5, channels: ["email"], userId: null }];
    const chain = await on.process.run(createChain, {
      name: "Night",
      severity: null,
      isActive: true,
      repeat: 0,
      tiers,
    });
    const event = await on.process.run(talkOfChain, { id: chain.id }, on.asha.caller);
    expect(event).toMatchObject({ type: "chain.commented", entityId: chain.id, summary: "Asha commented on “Night”" });
    const told = await on.process.view(storyOfChain, { id: chain.id }, on.asha.caller);
    expect(told.timeline.at(-1)).toEqual(event);
    expect(told.watchers).toEqual([{ id: on.asha.id, name: "Asha" }]);
  });

  it("is read and found by a client only where it is for the client, and its record is", async () => {
    const seen = await on.process.run(createIncident, { title: "Seen", severity: "SEV4", clientVisible: true });
    const ours = await on.process.run(createIncident, { title: "Ours", severity: "SEV4", clientVisible: false });
    for (const { id } of [seen, ours]) {
      await comment(id, "The pump is broken", "external");
      await comment(id, "Nobody ordered a spare", "internal");
    }
    await on.time.forward(heldMs, on.process);
    expect(await story(seen.id, on.asha)).toEqual(["The pump is broken", "Nobody ordered a spare"]);
    expect(await story(seen.id, on.cleo)).toEqual(["The pump is broken"]);
    expect((await search("pump", on.asha)).sort()).toEqual(["Ours", "Seen"]);
    expect(await search("pump", on.cleo)).toEqual(["Seen"]);
    expect((await search("spare", on.asha)).sort()).toEqual(["Ours", "Seen"]);
    expect(await search("spare", on.cleo)).toEqual([]);
  });

  const said = async (id: string, as: TestUser) => {
    const { body } = await call("GET", `/api/incidents/${id}`, { as });
    const { timeline } = body as { timeline: FeedEvent[] };
    return timeline.flatMap(({ action, actor, data }) =>
      data?.commentId ? [[action, actor.name, data.text ?? null, data.visibility ?? null]] : [],
    );
  };
  const withdraw = (id: string, commentId: unknown, as: TestUser) =>
    call("POST", `/api/incidents/${id}/comment/withdraw`, { as, body: { commentId } });
  const opened = () => on.process.run(createIncident, { title: "Down", severity: "SEV4", clientVisible: true });
  const heldOn = async (id: string, text: string) => {
    const { body } = await comment(id, text, "external");
    return (body as { event: FeedEvent }).event.data ?? {};
  };
  /** What anybody could have been told of: messages, and events that are for clients. */
  const leftFor = async () => {
    await on.process.settle();
    const events = await on.process.sql(
      `SELECT seq FROM events WHERE audience = '"client"' AND data LIKE '%commentId%'`,
    );
    return { mails: on.resend.sent.length, events: events.length };
  };

  it("for the client is held for ten seconds, over a crash too, and then the client has it once, as its author's", async () => {
    const { id } = await opened();
    const before = await leftFor();
    const { heldUntil } = await heldOn(id, "The pump is broken");
    expect(heldUntil).toBe(new Date(on.time.now + heldMs).toISOString());
    expect(await said(id, on.asha)).toEqual([["commented", "Asha", "The pump is broken", "external"]]);
    await on.time.forward(heldMs - 1, on.process);
    expect(await said(id, on.cleo)).toEqual([]);
    expect(await search("pump", on.cleo)).toEqual([]);
    expect(await leftFor()).toEqual(before);
    await kill(on.process);
    await on.time.forward(1, on.process);
    expect(await said(id, on.cleo)).toEqual([["published", "Asha", "The pump is broken", "external"]]);
    expect(await search("pump", on.cleo)).toEqual(["Down"]);
    await on.time.forward(heldMs, on.process);
    expect(await leftFor()).toEqual({ ...before, events: before.events + 1 });
  });

  it("taken back within that time, by anybody of the team, stays the team's own: the client is never told", async () => {
    const { id } = await opened();
    const before = await leftFor();
    const { commentId } = await heldOn(id, "The pump is broken");
    await on.time.forward(heldMs - 1, on.process);
    expect((await withdraw(id, commentId, on.cleo)).status).toBe(403);
    expect((await withdraw(id, commentId, on.ben)).status).toBe(204);
    await on.time.forward(10 * heldMs, on.process);
    expect(await said(id, on.cleo)).toEqual([]);
    expect(await search("pump", on.cleo)).toEqual([]);
    expect((await said(id, on.asha)).map(([action, name, , visibility]) => [action, name, visibility])).toEqual([
      ["commented", "Asha", "internal"],
      ["withdrawn", "Ben", null],
    ]);
    expect(await search("pump", on.asha)).toEqual(["Down"]);
    expect(await leftFor()).toEqual(before);
    const again = await withdraw(id, commentId, on.ben);
    expect([again.status, again.text]).toEqual([409, expect.stringContaining("team only already")]);
  });

  it("is refused to be taken back once the client has it, or where it is of another record", async () => {
    const [one, other] = [await opened(), await opened()];
    const { commentId } = await heldOn(one.id, "The pump is broken");
    expect((await withdraw(other.id, commentId, on.asha)).status).toBe(404);
    // Both at the same moment: what is due comes first.
    on.time.now += heldMs;
    const late = await withdraw(one.id, commentId, on.asha);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining("has it already")]);
    expect(await said(one.id, on.cleo)).toHaveLength(1);
  });

  it("does not reach the client when its record is deleted meanwhile, also when that is undone", async () => {
    const { id } = await opened();
    const before = await leftFor();
    await heldOn(id, "The pump is broken");
    await on.process.run(incidentDeletion.remove, { id, reason: "A mistake" });
    await on.time.forward(heldMs, on.process);
    await on.process.run(incidentDeletion.restore, { id });
    await on.time.forward(heldMs, on.process);
    expect(await said(id, on.cleo)).toEqual([]);
    expect(await leftFor()).toEqual(before);
  });

  it("costs the index itself and its record, however many there are already", async () => {
    const { id } = await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
    for (const n of [1, 2, 3, 4, 5]) await comment(id, `Comment ${n}`, "internal");
    const indexed = await on.process.inside(({ engine }) => {
      const statements = vi.spyOn(engine.hub.sql, "exec");
      return { count: () => statements.mock.calls.filter(([sql]) => /INTO search/.test(String(sql))).length };
    });
    await comment(id, "One more", "internal");
    expect(await on.process.inside(() => indexed.count())).toBe(2);
  });
});
