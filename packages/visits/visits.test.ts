import { beforeEach, describe, expect, it, vi } from "vitest";
import * as newIncident from "#app/routes/incidents/new.tsx";
import * as team from "#app/routes/resources/team.ts";
import { permissionsOf } from "#packages/core/access.ts";
import { clock, hour, minute } from "#packages/core/clock.ts";
import type { Endpoint } from "#packages/core/endpoint.ts";
import { newTag, tagOfProcess } from "#packages/core/ids.ts";
import { can, roles } from "#packages/core/permissions.ts";
import { across } from "#packages/core/spanning.ts";
import { newId } from "#packages/ids.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { activeIncidents } from "#packages/incidents/views.server.ts";
import { endpoints } from "#packages/modules.ts";
import { endSession } from "#packages/sessions/commands.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { addressOf, fixtureOf, nameOf } from "#tests/isolation/requests.ts";
import { World } from "#tests/isolation/world.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";
import { openSocket } from "#tests/support/socket.ts";
import { openPage } from "#tests/support/trips.ts";
import { enterProcess } from "./commands.server.ts";

describe("a super admin in a process that is not theirs", () => {
  edgeFixture();
  let platform: TestProcess;
  let admin: TestUser;
  let world: World;
  let process: TestProcess;
  let other: TestProcess;
  beforeEach(async () => {
    platform = await TestProcess.platform();
    admin = await platform.user("super_admin", { name: "Sana Super" });
    world = await World.create();
    process = world.process;
    other = await TestProcess.create();
    for (const each of [process, other]) await each.run(createIncident, { title: `Of ${each.slug}`, severity: "SEV4" });
    await Promise.all([process.settle(), other.settle(), platform.settle()]);
  });

  /** The same person, signed in anew: no visit of this session stands anywhere. */
  const afresh = async (): Promise<TestUser> => ({ ...admin, ...(await platform.session(admin.id, "super_admin")) });
  const visitsIn = async (where: TestProcess, as: TestUser) =>
    (await where.sql("SELECT changes FROM audit WHERE action = 'process.visit'")).filter(({ changes }) =>
      String(changes).includes(as.sid),
    ).length;
  const broken = async (where: TestProcess, how: () => Promise<never>) =>
    where.inside(({ engine }) => {
      vi.spyOn(engine, "execute").mockImplementation(how);
      vi.spyOn(engine, "view").mockImplementation(() => {
        throw new Error("away");
      });
    });

  it("enters no process by opening the form for an incident, and the one whose people are asked for", async () => {
    const as = await afresh();
    expect((await openPage("/incidents/new", [["incidents/new", newIncident]], as)).status).toBe(200);
    expect([await visitsIn(process, as), await visitsIn(other, as)]).toEqual([0, 0]);
    const { status, text } = await openPage(`/resources/team?of=${process.id}`, [["resources/team", team]], as);
    expect([status, text.includes("team")]).toEqual([200, true]);
    expect([await visitsIn(process, as), await visitsIn(other, as)]).toEqual([1, 0]);
  });

  it("is in its log before the first look, by whatever route, and once for all looks of an hour", async () => {
    // Names and zones are the directory's, and what only operators see is the platform's: no process is entered for them.
    const entering = (one: Endpoint) => one.path !== "/processes" && one.permission !== "system.admin";
    const gets = endpoints.filter((one) => one.method === "get" && entering(one));
    for (const endpoint of gets) {
      const shape = await fixtureOf(endpoint).ask(world);
      const address = addressOf(endpoint, { ...shape, query: { ...shape.query, processId: process.id } });
      const as = await afresh();
      for (let looks = 0; looks < 2; looks++) {
        expect([nameOf(endpoint), (await call("GET", address, { as })).status]).toEqual([nameOf(endpoint), 200]);
        expect([nameOf(endpoint), await visitsIn(process, as)]).toEqual([nameOf(endpoint), 1]);
      }
    }
    // However the address is written, and however long it is.
    for (const path of [`/api/outbox${"/".repeat(300)}`, "/api//outbox", `/api/outbox?x=${"y".repeat(2_000)}`]) {
      const as = await afresh();
      const answer = await call("GET", `${path}${path.includes("?") ? "&" : "?"}processId=${process.id}`, { as });
      expect([path, await visitsIn(process, as)]).toEqual([path, answer.status === 200 ? 1 : 0]);
    }
    const log = await process.sql(
      "SELECT actor_kind, actor_id, actor_name FROM audit WHERE action = 'process.visit' ORDER BY seq DESC LIMIT 1",
    );
    expect(log).toMatchObject([{ actor_kind: "visitor", actor_id: admin.id, actor_name: "Sana Super" }]);
    const later = await afresh();
    await call("GET", `/api/dashboard?processId=${process.id}`, { as: later });
    vi.spyOn(clock, "now").mockReturnValue(Date.now() + hour + minute);
    expect((await call("GET", `/api/dashboard?processId=${process.id}`, { as: later })).status).toBe(200);
    expect(await visitsIn(process, later)).toBe(2);
  });

  it("is in the log of each process whose rows a list, the feed or the socket of all shows them", async () => {
    for (const path of [
      "/api/incidents",
      "/api/incidents?q=Of",
      // All of it: hours ahead, as an earlier test went, reminders may have been written that are newer than ours.
      "/api/outbox?limit=200",
      "/api/audit-log",
      "/api/activity",
      "/api/users",
      "/api/dashboard",
    ]) {
      const as = await afresh();
      const answer = await call("GET", path, { as });
      expect([path, answer.status, answer.text.includes(process.slug)]).toEqual([path, 200, true]);
      expect([path, await visitsIn(process, as), await visitsIn(other, as)]).toEqual([path, 1, 1]);
    }
    const as = await afresh();
    const socket = await openSocket(as, 0);
    await socket.until((frame) => frame.includes(`Of ${process.slug}`));
    expect([await visitsIn(process, as), await visitsIn(other, as)]).toEqual([1, 1]);
    socket.close();
  });

  it("hears a process on the socket of all only as far as it was entered, and opens it again for the rest", async () => {
    const as = await afresh();
    const [first, second] = [await openSocket(as), await openSocket(as)];
    await first.until((frame) => frame.includes("hello"));
    const young = await TestProcess.create();
    await young.run(createIncident, { title: "Of a new process", severity: "SEV4" });
    await young.settle();
    expect((await first.closed).code).toBe(4409);
    expect(first.frames.filter((frame) => frame.includes("Of a new process"))).toEqual([]);
    second.close();
    const third = await openSocket(as, 0);
    await third.until((frame) => frame.includes("Of a new process"));
    expect(await visitsIn(young, as)).toBe(1);
    vi.spyOn(clock, "now").mockReturnValue(Date.now() + hour + minute);
    await process.run(createIncident, { title: "Too late", severity: "SEV4" });
    await process.settle();
    expect((await third.closed).code).toBe(4409);
    expect(third.frames.filter((frame) => frame.includes("Too late"))).toEqual([]);
  });

  it("sees nothing where the visit can't be written down", async () => {
    vi.spyOn(enterProcess, "run").mockImplementation(() => {
      throw new Error("no room");
    });
    const as = await afresh();
    for (const path of ["/api/incidents", "/api/outbox", "/api/activity", "/api/dashboard", "/api/users"]) {
      const one = await call("GET", `${path}?processId=${process.id}`, { as });
      expect([path, one.status]).toEqual([path, 503]);
      const all = await call("GET", path, { as });
      expect([path, all.status, all.text.includes(`Of ${process.slug}`)]).toEqual([path, 200, false]);
      expect(all.body).toMatchObject({
        notReached: expect.arrayContaining([expect.objectContaining({ processId: process.id })]),
      });
    }
    const socket = await openSocket(as, 0);
    await process.run(createIncident, { title: "Unseen", severity: "SEV4" });
    await process.settle();
    await socket.closed;
    expect(socket.frames.filter((frame) => frame.includes(process.slug))).toEqual([]);
  });

  it("is heard of by no one but the process's own, and asked of the hub each time: a visit that has ended is over", async () => {
    const as = await afresh();
    await call("GET", `/api/dashboard?processId=${process.id}`, { as });
    const [visit] = await process.sql<{ id: string }>("SELECT id FROM visits ORDER BY id DESC LIMIT 1");
    const visitor = { kind: "visitor", visitId: visit?.id ?? "", userId: as.id, sid: as.sid } as const;
    const look = (caller: object) =>
      process.hub.view({ name: activeIncidents.name, input: {}, caller: caller as never });
    expect(await look(visitor)).toMatchObject({ ok: true });
    expect(await look({ ...visitor, sid: "ses_other" })).toMatchObject({
      ok: false,
      error: { code: "unauthenticated" },
    });
    expect(await look({ ...visitor, visitId: "vis_none" })).toMatchObject({ ok: false });
    const entering = { kind: "entering", userId: as.id, sid: as.sid, name: as.name, role: "super_admin" };
    expect(await look(entering)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(JSON.stringify(await process.feed(0, 1_000))).not.toContain(as.sid);
    expect((await call("POST", "/api/auth/logout", { as })).status).toBe(204);
    expect(await look(visitor)).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
    expect(await process.sql("SELECT count(*) AS n FROM audit WHERE action = 'process.leave'")).toEqual([{ n: 1 }]);
  });

  it("is seen by the process's admins, who can end a visit: the visitor's next command is refused, and coming again is a visit more", async () => {
    const [as, owner] = [await afresh(), await process.user("admin")];
    await call("GET", `/api/dashboard?processId=${process.id}`, { as });
    type Listed = { items: { id: string; visitor: { name: string }; stands: boolean; endedAt: string | null }[] };
    const listed = async (by = owner) => (await call("GET", "/api/impersonation/visits", { as: by })).body as Listed;
    const [visit] = (await listed()).items;
    expect(visit).toMatchObject({ visitor: { name: "Sana Super", role: "super_admin" }, stands: true, endedAt: null });
    const end = (by: TestUser) => call("POST", `/api/impersonation/visits/${visit?.id}/end`, { as: by });
    expect((await end(await process.user("manager"))).status).toBe(403);
    const [one, two] = [await end(owner), await end(owner)];
    expect([one.status, two.status, two.text]).toEqual([200, 200, one.text]);
    expect(one.body).toMatchObject({ visit: { stands: false, endedAt: expect.any(String) } });
    const visitor = { kind: "visitor", visitId: visit?.id ?? "", userId: as.id, sid: as.sid } as const;
    expect(await process.tryRun(createIncident, { title: "Late", severity: "SEV4" }, visitor)).toMatchObject({
      ok: false,
      error: { code: "unauthenticated" },
    });
    expect((await call("GET", `/api/dashboard?processId=${process.id}`, { as })).status).toBe(200);
    expect((await listed()).items.map(({ stands }) => stands).slice(0, 2)).toEqual([true, false]);
    expect(await process.sql("SELECT count(*) AS n FROM audit WHERE action = 'process.end_visit'")).toEqual([{ n: 1 }]);
  });

  it("is refused at once when their session ends or their role is taken", async () => {
    const as = await afresh();
    const address = `/api/incidents?processId=${process.id}`;
    expect((await call("GET", address, { as })).status).toBe(200);
    await platform.run(endSession, { id: as.sid }, as.caller);
    expect((await call("GET", address, { as })).status).toBe(401);
    const again = await afresh();
    expect((await call("GET", address, { as: again })).status).toBe(200);
    await platform.run(updateUserAccess, { id: admin.id, role: "manager" });
    expect((await call("GET", address, { as: again })).status).toBe(401);
  });

  it("acts there under their own name, on the visit", async () => {
    const as = await afresh();
    const { id } = await world.incident();
    const comment = { as, body: { text: "From afar" } };
    expect((await call("POST", `/api/incidents/${id}/comment`, comment)).status).toBe(201);
    const log = await process.sql(
      "SELECT action, actor_name FROM audit WHERE actor_kind = 'visitor' ORDER BY seq DESC LIMIT 2",
    );
    expect(log.map((row) => ({ ...row }))).toEqual([
      { action: commentOnIncident.audit.action, actor_name: "Sana Super" },
      { action: "process.visit", actor_name: "Sana Super" },
    ]);
  });

  it("sees everything else when one hub is away or does not answer, and is told which", async () => {
    const named = { processId: other.id, processSlug: other.slug, name: `Process ${other.slug}` };
    const lists = ["/api/incidents?q=Of", "/api/users", "/api/escalation-chains", "/api/on-call", "/api/outbox"];
    const withoutIt = async (path: string) => {
      const answer = await call("GET", path, { as: await afresh() });
      expect([path, answer.status, answer.text.includes(`Of ${other.slug}`)]).toEqual([path, 200, false]);
      expect([path, (answer.body as { notReached: unknown }).notReached]).toEqual([path, [named]]);
    };
    await broken(other, () => Promise.reject(new Error("away")));
    for (const path of [...lists, "/api/incidents", "/api/dashboard", "/api/audit-log", "/api/activity"])
      await withoutIt(path);
    const { id } = await world.incident();
    const as = await afresh();
    expect((await call("GET", `/api/incidents/${id}`, { as })).status).toBe(200);
    const theirs = await call("GET", `/api/incidents/${newId("incident", 0, tagOfProcess(other.id))}`, { as });
    expect([theirs.status, theirs.text.includes(id)]).toEqual([503, false]);
    const unknownTag = `/api/incidents/${newId("incident", 0, newTag())}`;
    expect((await call("GET", unknownTag, { as })).status).toBe(404);
    // Whoever belongs to another process is not touched by it at all.
    for (const path of ["/api/incidents", "/api/dashboard", `/api/incidents/${id}`])
      expect([path, (await call("GET", path, { as: world.member })).status]).toEqual([path, 200]);
    expect((await call("GET", `/api/dashboard?processId=${other.id}`, { as })).status).toBe(503);
    across.waitMs = 400;
    await broken(other, () => new Promise<never>(() => {}));
    for (const path of ["/api/incidents", "/api/dashboard"]) await withoutIt(path);
  });

  it("asks each hub as often as it must: an id names its process, and only that one is asked", async () => {
    const as = await afresh();
    await call("GET", "/api/dashboard", { as });
    const asked: string[] = [];
    for (const each of [platform, process, other])
      await each.inside(({ engine }) => {
        const [view, execute] = [engine.view.bind(engine), engine.execute.bind(engine)];
        vi.spyOn(engine, "view").mockImplementation((question) => {
          asked.push(`${each.slug} ${question.name}`);
          return view(question);
        });
        vi.spyOn(engine, "execute").mockImplementation((envelope) => {
          asked.push(`${each.slug} ${envelope.name}`);
          return execute(envelope);
        });
      });
    const asking = async (path: string, by: TestUser = as) => {
      asked.length = 0;
      const { status } = await call("GET", path, { as: by });
      return [status, ...asked.filter((one) => !one.endsWith("sessions.current"))];
    };
    const count = (of: (string | number)[], what: string) => of.filter((one) => String(one).endsWith(what)).length;
    const dashboard = await asking("/api/dashboard");
    const processes = count(dashboard, "dashboard.show");
    // Each hub has one question to answer, and the platform's one more.
    expect(processes).toBeGreaterThan(1);
    expect([count(dashboard, "directory.tenants"), dashboard.length]).toEqual([1, 1 + 1 + processes]);
    expect(count(await asking("/api/incidents?q=Of"), "directory.tenants")).toBe(1);
    const { id } = await world.incident();
    const detail = [200, "platform directory.tenantsBy", `${process.slug} incidents.detail`];
    for (const reference of [id, `${process.slug.toUpperCase()}-1`])
      expect(await asking(`/api/incidents/${reference}`)).toEqual(detail);
    expect(await asking("/api/incidents/nothing-of-ours")).toEqual([404]);
    const directory = [404, "platform directory.tenantsBy"];
    expect(await asking("/api/incidents/NOSUCH-1")).toEqual(directory);
    expect(await asking(`/api/incidents/${newId("incident", 0, newTag())}`)).toEqual(directory);
    // Who belongs to one process asks no other for what names one.
    const foreign = await other.run(createIncident, { title: "Theirs", severity: "SEV4" });
    for (const reference of [foreign.id, `${other.slug}-1`])
      expect(await asking(`/api/incidents/${reference}`, world.member)).toEqual([
        404,
        `${process.slug} incidents.detail`,
      ]);
    const madeUp = (count: number) => {
      asked.length = 0;
      const ids = Array.from({ length: count }, (_, index) => ["ids", `prc_zzzzz${index}/inc_${index}`]);
      const body = new URLSearchParams([["act", "tag"], ["tag", "vip"], ...ids]);
      return postForm("/incidents", { as, body: body.toString() });
    };
    expect((await madeUp(300)).text).toContain('"done":0');
    expect(count(asked, "directory.tenantsBy")).toBe(1);
    expect((await madeUp(3_000)).text).not.toContain('"done":1');
    expect(count(asked, "directory.tenantsBy")).toBe(0);
  });

  it("is the only one who hears other processes on the platform's stream", async () => {
    for (const role of roles.filter((one) => can(permissionsOf(one), "activity.view"))) {
      if (can(permissionsOf(role), "platform.cross_process")) continue;
      const person = await platform.user(role);
      const feed = await call("GET", "/api/activity?since=0&limit=500", { as: person });
      expect([role, feed.status, feed.text.includes(process.slug)]).toEqual([role, 200, false]);
      const socket = await openSocket(person, 0);
      await socket.until((frame) => frame.includes("hello"));
      expect(socket.frames.filter((frame) => frame.includes(process.slug))).toEqual([]);
      socket.close();
    }
    const own = await call("GET", "/api/activity?since=0&limit=500&processId=platform", { as: await afresh() });
    expect([own.status, own.text.includes(process.slug)]).toEqual([200, false]);
  });
});
