import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { declarePermissions } from "#packages/core/access.ts";
import type { Audience } from "#packages/core/audience.ts";
import { command } from "#packages/core/command.ts";
import { recordFor } from "#packages/core/entity.ts";
import type { FeedEvent } from "#packages/core/feed.ts";
import type { Role } from "#packages/core/permissions.ts";
import { ok } from "#packages/core/result.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { commandsByName, permissions } from "#packages/modules.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { type OpenSocket, openSocket } from "#tests/support/socket.ts";

const tell = command({
  name: "test.tell",
  permission: "system",
  audit: { action: "test.tell", words: "tested …", entity: "incident" },
  // Given by this test only.
  input: z.custom<{ id: string; audience: Audience; summary: string }>(),
  run(ctx, { id, audience, summary }) {
    ctx.emit({ about: incidentKind.ref({ id }), action: "told", summary, audience });
    return ok(null);
  },
});

/** As the edit of a role will: who has it may do something else, and their session goes on. */
const touch = command({
  name: "test.touch",
  permission: "system",
  audit: { action: "test.touch", words: "tested …", entity: "user" },
  input: z.object({ id: z.string() }),
  run(ctx, { id }) {
    const user = recordFor(ctx, userKind, id);
    if (user) ctx.patch(userKind.table, user, {});
    return ok(null);
  },
});

/** What the portal of clients may bring, and what somebody with the feed but not the incidents would be. */
const granted: Record<string, Role[]> = {
  "activity.view": ["client", "growth"],
  "incidents.view": ["client"],
  "members.view": ["growth"],
};

const declare = (more: Record<string, Role[]>) =>
  declarePermissions(permissions.map((one) => ({ ...one, roles: [...one.roles, ...(more[one.name] ?? [])] })));

describe("an event is heard by those it is meant for, and by nobody else", () => {
  const on = processFixture({
    people: { asha: "operator", ravi: "viewer", cleo: "client", gita: "growth", omar: "super_admin" },
  });
  let seen: { id: string };
  let ours: { id: string };

  beforeAll(() => {
    for (const made of [tell, touch]) commandsByName.set(made.name, made);
  });
  afterAll(() => {
    for (const made of [tell, touch]) commandsByName.delete(made.name);
    declarePermissions(permissions);
  });
  beforeEach(async () => {
    declare(granted);
    seen = await on.process.run(createIncident, { title: "Lift stuck, seen", severity: "SEV4", clientVisible: true });
    ours = await on.process.run(createIncident, { title: "Lift stuck, ours", severity: "SEV4", clientVisible: false });
  });

  const tellAll = async () => {
    const say = (id: string, audience: Audience, summary: string) => on.process.run(tell, { id, audience, summary });
    await say(seen.id, "team", "team");
    await say(seen.id, "client", "client");
    await say(ours.id, "client", "client, of what is the team's");
    await say(seen.id, { users: [on.asha.id] }, "asha");
    await say(seen.id, { users: [on.cleo.id, on.gita.id] }, "cleo and gita");
  };
  const told = (events: FeedEvent[]) => events.filter(({ action }) => action === "told").map(({ summary }) => summary);
  const ofTeam = ["team", "client", "client, of what is the team's"];
  const hearing = (): [TestUser, string[]][] => [
    [on.asha, [...ofTeam, "asha"]],
    [on.ravi, ofTeam],
    [on.cleo, ["client", "cleo and gita"]],
    [on.gita, []],
    [on.omar, ofTeam],
  ];
  const framesOf = (socket: OpenSocket) =>
    socket.frames.flatMap((frame) => (JSON.parse(frame) as { event?: FeedEvent }).event ?? []);

  it("live, by a socket that comes back, and in the feed, in either direction and by type", async () => {
    const sockets = new Map<string, OpenSocket>();
    for (const [person] of hearing()) sockets.set(person.id, await openSocket(person));
    await tellAll();
    // Everybody who may read people hears of this one: whatever was not sent before it, never is.
    await on.process.user("viewer", { name: "Last" });
    await on.process.settle();
    for (const [person, expected] of hearing()) {
      const live = sockets.get(person.id);
      const last = person === on.cleo ? "cleo and gita" : "Last joined";
      await live?.until((frame) => frame.includes(last));
      expect([person.name, told(live ? framesOf(live) : [])]).toEqual([person.name, expected]);
      const again = await openSocket(person, 0);
      await again.until((frame) => frame.includes(last));
      expect([person.name, told(framesOf(again))]).toEqual([person.name, expected]);
      for (const query of ["since=0", "since=0&type=incident", "since=0&type=incident.told"]) {
        const { body } = await call("GET", `/api/activity?limit=500&processId=${on.process.id}&${query}`, {
          as: person,
        });
        expect([person.name, query, told((body as { items: FeedEvent[] }).items)]).toEqual([
          person.name,
          query,
          expected,
        ]);
      }
      const { body } = await call("GET", "/api/activity?limit=500&type=incident.told", { as: person });
      expect(told((body as { items: FeedEvent[] }).items).reverse()).toEqual(expected);
    }
    // What is for named persons has not even left the hub.
    expect(told((await on.platform.feed(0, 10_000)).items).filter((summary) => /asha|gita/.test(summary))).toEqual([]);
  });

  it("and the record itself is found, opened and looked at only by those who may know of it", async () => {
    await tellAll();
    const search = async (as: TestUser) => {
      const { body } = await call("GET", "/api/incidents?q=lift", { as });
      return (body as { items?: { title: string }[] }).items?.map(({ title }) => title).sort();
    };
    expect(await search(on.asha)).toEqual(["Lift stuck, ours", "Lift stuck, seen"]);
    expect(await search(on.cleo)).toEqual(["Lift stuck, seen"]);
    await on.process.settle();
    const { body: list } = await call("GET", "/api/incidents", { as: on.cleo });
    expect(list).toMatchObject({ items: [{ title: "Lift stuck, seen" }], nextCursor: null });
    expect(list).not.toHaveProperty("total");
    expect((await call("GET", `/api/incidents/${ours.id}`, { as: on.cleo })).status).toBe(404);
    expect((await call("GET", `/api/incidents/${seen.id}`, { as: on.gita })).status).toBe(403);
    const { body } = await call("GET", `/api/incidents/${seen.id}`, { as: on.cleo });
    expect((body as { timeline: FeedEvent[] }).timeline.map(({ summary }) => summary)).toEqual([
      "client",
      "cleo and gita",
    ]);
    const [one, two] = [await openSocket(on.asha), await openSocket(on.cleo)];
    const look = (socket: OpenSocket, entityId: string) =>
      socket.send(JSON.stringify({ type: "viewing", entity: "incident", entityId }));
    look(two, ours.id);
    look(one, ours.id);
    await one.until((frame) => frame.includes("presence"));
    expect(one.frames.at(-1)).not.toContain("Cleo");
    look(two, seen.id);
    await two.until((frame) => frame.includes("presence"));
    expect(two.frames.filter((frame) => frame.includes(ours.id))).toEqual([]);
  });

  it("by what they may do now: after a change of that it is looked up before the next event", async () => {
    const socket = await openSocket(on.gita);
    await tellAll();
    await on.process.user("viewer", { name: "Last" });
    await socket.until((frame) => frame.includes("Last joined"));
    expect(told(framesOf(socket))).toEqual([]);
    declare({ ...granted, "incidents.view": ["client", "growth"] });
    await on.process.run(touch, { id: on.gita.id });
    await tellAll();
    await socket.until((frame) => frame.includes("cleo and gita"));
    expect(told(framesOf(socket))).toEqual([...ofTeam, "cleo and gita"]);
  });
});
