import { describe, expect, it } from "vitest";
import { permissionsOf } from "#packages/core/access.ts";
import { can, type Role, roles } from "#packages/core/permissions.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { endpoints } from "#packages/modules.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, TestProcess, type TestUser } from "#tests/support/harness.ts";
import { openSocket } from "#tests/support/socket.ts";
import { addressOf, fixtureOf, nameOf } from "./requests.ts";
import { World } from "./world.ts";

const ordinary = roles.filter((role) => !can(permissionsOf(role), "platform.cross_process"));

/** A process with one word of its own wherever a person can write one. */
async function planted(word: string): Promise<{ world: World; process: TestProcess; incidentId: string }> {
  const world = await World.create();
  const { process } = world;
  const secretive = await process.user("manager", { name: `Person ${word}` });
  await process.run(updateProcess, { name: `Name ${word}`, stakeholderDomains: [`${word}.test`] });
  await process.run(createChain, {
    name: `Chain ${word}`,
    tiers: [{ afterMinutes: 0, channels: ["email", "in_app"], userId: secretive.id }],
  });
  await process.run(createOnCall, {
    userId: secretive.id,
    role: "primary",
    date: new Date().toISOString().slice(0, 10),
  });
  const { id } = await process.run(
    createIncident,
    {
      title: `Title ${word}`,
      description: `Text ${word}`,
      severity: "SEV1",
      tags: [word],
      squad: word,
      externalId: word,
    },
    secretive.caller,
  );
  await process.run(commentOnIncident, { id, text: `Comment ${word}` }, secretive.caller);
  await process.alarm();
  await process.settle();
  return { world, process, incidentId: id };
}

describe("a word planted in one process", () => {
  const on = edgeFixture();

  const [ours, theirs] = ["canaryours", "canarytheirs"];
  const gets = endpoints.filter((endpoint) => endpoint.method === "get");

  /** Everything that a person can read: each GET, the searches, and the feed from its beginning. */
  async function everythingFor(person: TestUser, from: Awaited<ReturnType<typeof planted>>, word: string, more = {}) {
    const pages = [];
    for (const endpoint of gets) {
      const shape = await fixtureOf(endpoint).ask(from.world);
      if (endpoint.path.startsWith("/incidents/:id")) shape.params = { id: from.incidentId };
      pages.push({
        name: nameOf(endpoint),
        address: addressOf(endpoint, { ...shape, query: { ...shape.query, ...more } }),
      });
    }
    const plus = new URLSearchParams(more).toString();
    for (const query of [`q=${word}`, `q=Title`, `tag=${word}`, "q=Comment", "limit=200"])
      pages.push({ name: `GET /incidents?${query}`, address: `/api/incidents?${query}&${plus}` });
    pages.push({ name: "GET /activity?since", address: `/api/activity?since=0&limit=500&${plus}` });
    pages.push({ name: "GET /auth/me", address: "/api/auth/me" });
    const texts = [];
    for (const { name, address } of pages)
      texts.push({ name, text: (await call("GET", address, { as: person })).text });
    return texts;
  }

  it("is read by those of that process, and never shows in anything that people of another one read", async () => {
    const [own, other] = [await planted(ours), await planted(theirs)];
    for (const role of ordinary) {
      const person = await own.world.person(role);
      // The person's own search words may come back to them; nothing else may hold the word.
      for (const { name, text } of await everythingFor(person, own, theirs))
        expect([role, name, text.includes(theirs)]).toEqual([role, name, false]);
    }
    for (const name of ["GET /incidents", "GET /users", "GET /audit-log/export", "GET /outbox", "GET /processes/:id"]) {
      const admin = await other.process.user("admin");
      const shown = (await everythingFor(admin, other, theirs)).find((page) => page.name === name);
      expect([name, shown?.text.includes(theirs)]).toEqual([name, true]);
    }
  });

  it("is in no mail to people of another process", async () => {
    const [own, other] = [await planted(ours), await planted(theirs)];
    for (const [mine, word, foreign] of [
      [own, ours, theirs],
      [other, theirs, ours],
    ] as const) {
      const mails = on.resend.of(mine.process.id);
      expect(mails.filter((mail) => mail.text.includes(word)).length).toBeGreaterThan(1);
      expect(mails.filter((mail) => JSON.stringify(mail).includes(foreign))).toEqual([]);
      expect(mails.filter((mail) => !mail.to.endsWith(`@${mine.process.slug}.test`))).toEqual([]);
    }
  });

  it("is on no socket of another process, missed or live", async () => {
    const [own, other] = [await planted(ours), await planted(theirs)];
    const person = await own.process.user("admin");
    const socket = await openSocket(person, 0);
    await other.process.run(createIncident, { title: `Live ${theirs}`, severity: "SEV1" });
    await own.process.run(createIncident, { title: `Live ${ours}`, severity: "SEV1" });
    await socket.until((frame) => frame.includes(`Live ${ours}`));
    expect(socket.frames.filter((frame) => frame.includes(theirs))).toEqual([]);
    expect(socket.frames.filter((frame) => frame.includes(`Title ${ours}`)).length).toBeGreaterThan(0);
    socket.close();
  });

  it("is read by a super admin, from both, and each look is in the log of the process that was looked into", async () => {
    const [own, other] = [await planted(ours), await planted(theirs)];
    const platform = await TestProcess.platform();
    const admin = await platform.user("super_admin");
    for (const from of [own, other]) {
      const word = from === own ? ours : theirs;
      const read = await everythingFor(admin, from, word, { processId: from.process.id });
      for (const name of ["GET /incidents", "GET /users", "GET /outbox", "GET /activity?since", "GET /dashboard"])
        expect([name, read.find((page) => page.name === name)?.text.includes(word)]).toEqual([name, true]);
    }
    const across = await call("GET", "/api/incidents?q=Title", { as: admin });
    expect([across.text.includes(ours), across.text.includes(theirs)]).toEqual([true, true]);
  });

  const visits = async (process: TestProcess) =>
    (
      await process.sql<{ actor_id: string; actor_kind: string; n: number }>(
        "SELECT actor_id, actor_kind, count(*) AS n FROM audit WHERE action = 'process.visit' GROUP BY 1, 2",
      )
    ).map((row) => ({ ...row }));

  it("leaves the act itself, with the visitor's name, for each change", async () => {
    const { process, incidentId } = await planted(theirs);
    const admin = await (await TestProcess.platform()).user("super_admin", { name: "Sana Super" });
    const answer = await call("POST", `/api/incidents/${incidentId}/comment`, {
      as: admin,
      body: { text: "From afar" },
    });
    expect(answer.status).toBe(201);
    const log = await process.sql(
      "SELECT action, actor_kind, actor_id, actor_name FROM audit WHERE action = 'incident.comment' ORDER BY seq DESC LIMIT 1",
    );
    expect(log).toMatchObject([
      { action: "incident.comment", actor_kind: "visitor", actor_id: admin.id, actor_name: "Sana Super" },
    ]);
  });

  it("leaves no visit by people of the process itself", async () => {
    const { world, process } = await planted(ours);
    const role: Role = "admin";
    await everythingFor(await process.user(role), { world, process, incidentId: (await world.incident()).id }, ours);
    expect(await visits(process)).toEqual([]);
  });
});
