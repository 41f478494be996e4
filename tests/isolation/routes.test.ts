import { beforeEach, describe, expect, it } from "vitest";
import { permissionsOf } from "#packages/core/access.ts";
import { coreId, newTag } from "#packages/core/ids.ts";
import { can, isPlatformRole, type Role, roles } from "#packages/core/permissions.ts";
import { newId } from "#packages/ids.ts";
import { endpoints } from "#packages/modules.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import { addressOf, fixtureOf, fixtures, nameOf, type Shape } from "./requests.ts";
import { World } from "./world.ts";

type Endpoint = (typeof endpoints)[number];

const crosses = (role: Role) => can(permissionsOf(role), "platform.cross_process");
const permits = (role: Role, endpoint: Endpoint) =>
  endpoint.permission === "anyone_signed_in" || can(permissionsOf(role), endpoint.permission);

const send = (endpoint: Endpoint, shape: Shape, as: TestUser | null, more: Record<string, string> = {}) =>
  call(endpoint.method.toUpperCase(), addressOf(endpoint, { ...shape, query: { ...shape.query, ...more } }), {
    as,
    ...(shape.body ? { body: shape.body } : {}),
  });

/** A refusal as everybody may see it: all of it but the id of the request. */
function refusalIn(answer: { status: number; body: unknown }) {
  const { error } = answer.body as { error: Record<string, unknown> };
  const { requestId, ...told } = error;
  expect(requestId).toMatch(/^req_/);
  return { status: answer.status, ...told };
}

describe("the register", () => {
  it("has a fixture for each endpoint, and none for endpoints that are gone", () => {
    expect(Object.keys(fixtures).sort()).toEqual(endpoints.map(nameOf).sort());
  });
});

describe("every route", () => {
  edgeFixture();
  let own: World;
  let other: World;
  let people: Map<Role, Promise<TestUser>>;
  beforeEach(async () => {
    people = new Map();
    own = await World.create();
    other = await World.create();
  });
  const personAs = (role: Role): Promise<TestUser> => {
    const person = people.get(role) ?? own.person(role);
    people.set(role, person);
    return person;
  };

  it("answers 401 without a session, whatever is asked", async () => {
    for (const endpoint of endpoints) {
      const shape = await fixtureOf(endpoint).ask(own);
      const before = await own.rev();
      for (const more of [{}, { processId: own.process.id }] as Record<string, string>[]) {
        const answer = await send(endpoint, shape, null, more);
        expect([nameOf(endpoint), refusalIn(answer)]).toMatchObject([nameOf(endpoint), { status: 401 }]);
      }
      expect([nameOf(endpoint), await own.rev()]).toEqual([nameOf(endpoint), before]);
    }
  });

  it("is open in the own process to exactly the roles that the permission table names", async () => {
    const seen: string[] = [];
    const wanted: string[] = [];
    for (const endpoint of endpoints) {
      const first = await fixtureOf(endpoint).ask(own);
      for (const role of roles) {
        const person = await personAs(role);
        // The operating company's people are no members here: they come in as visitors.
        const visits = isPlatformRole(role) && fixtureOf(endpoint).membersOnly === true;
        const allowed = permits(role, endpoint) && !visits;
        const shape = allowed && fixtureOf(endpoint).once ? await fixtureOf(endpoint).ask(own, person) : first;
        const before = await own.rev();
        const answer = await send(endpoint, shape, person, crosses(role) ? { processId: own.process.id } : {});
        wanted.push(`${nameOf(endpoint)} ${role} ${allowed ? endpoint.status : 403}`);
        seen.push(`${nameOf(endpoint)} ${role} ${answer.status}`);
        if (!allowed) expect([nameOf(endpoint), role, await own.rev()]).toEqual([nameOf(endpoint), role, before]);
      }
    }
    expect(seen).toEqual(wanted);
  });

  it("answers for another process's id as for an id that nobody has", async () => {
    for (const endpoint of endpoints.filter(({ path }) => path.includes(":id"))) {
      const foreign = await fixtureOf(endpoint).ask(other);
      const nobodys = { ...foreign, params: { id: newId("incident", Date.now(), newTag()) } };
      await other.process.settle();
      const before = await other.rev();
      for (const role of roles.filter((one) => permits(one, endpoint) && !crosses(one))) {
        const [theirs, random] = [
          refusalIn(await send(endpoint, foreign, await personAs(role))),
          refusalIn(await send(endpoint, nobodys, await personAs(role))),
        ];
        expect([nameOf(endpoint), role, theirs.status]).toEqual([nameOf(endpoint), role, 404]);
        expect([nameOf(endpoint), theirs]).toEqual([nameOf(endpoint), random]);
      }
      expect([nameOf(endpoint), await other.rev()]).toEqual([nameOf(endpoint), before]);
    }
  });

  it("never obeys ?processId= of another process, by id or by short name, except from those who cross", async () => {
    for (const endpoint of endpoints) {
      const shape = await fixtureOf(endpoint).ask(own);
      await other.process.settle();
      const askers = [];
      for (const role of roles.filter((one) => permits(one, endpoint) && !crosses(one)))
        askers.push({ role, person: await personAs(role) });
      const before = [await own.rev(), await other.rev()];
      const unknown = coreId("process", Date.now(), newTag());
      for (const { role, person } of askers) {
        const answers = [];
        // To the operating company's own people the platform is theirs.
        const foreign = isPlatformRole(role) ? other.process.slug : "platform";
        for (const processId of [other.process.id, other.process.slug, foreign, unknown])
          answers.push(refusalIn(await send(endpoint, shape, person, { processId })));
        expect([nameOf(endpoint), role, answers.map((one) => one.status)]).toEqual([
          nameOf(endpoint),
          role,
          [404, 404, 404, 404],
        ]);
        expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
      }
      expect([nameOf(endpoint), await own.rev(), await other.rev()]).toEqual([nameOf(endpoint), ...before]);
    }
  });

  it("obeys ?processId= of the own process from anyone who may", async () => {
    for (const endpoint of endpoints) {
      const shape = await fixtureOf(endpoint).ask(own);
      const answer = await send(endpoint, shape, await personAs("admin"), { processId: own.process.slug });
      const expected = permits("admin", endpoint) ? endpoint.status : 403;
      expect([nameOf(endpoint), answer.status]).toEqual([nameOf(endpoint), expected]);
    }
  });

  it("lets a super admin into another process by ?processId=, and by the id alone", async () => {
    for (const role of roles.filter(crosses)) {
      for (const endpoint of endpoints) {
        const fixture = fixtureOf(endpoint);
        const expected = fixture.membersOnly ? 403 : endpoint.status;
        const named = await send(endpoint, await fixture.ask(other), await personAs(role), {
          processId: other.process.id,
        });
        expect([role, nameOf(endpoint), named.status]).toEqual([role, nameOf(endpoint), expected]);
        if (!endpoint.path.includes(":id")) continue;
        const found = await send(endpoint, await fixture.ask(other), await personAs(role));
        expect([role, nameOf(endpoint), found.status]).toEqual([role, nameOf(endpoint), expected]);
      }
    }
  });

  it("refuses ids of another process in bodies, and changes nothing anywhere", async () => {
    const tried = endpoints.filter((endpoint) => fixtureOf(endpoint).smuggle && endpoint.method !== "get");
    expect(tried.map(nameOf)).toContain("POST /incidents/bulk");
    for (const endpoint of tried) {
      const shapes = (await fixtureOf(endpoint).smuggle?.(own, other)) ?? [];
      const admin = await personAs("admin");
      await Promise.all([own.process.settle(), other.process.settle()]);
      const before = [await own.rev(), await other.rev()];
      for (const shape of shapes) {
        const answer = await send(endpoint, shape, admin);
        const told = JSON.stringify(shape.body);
        if (answer.status === 200) {
          const { results } = answer.body as { results: { ok: boolean }[] };
          expect([told, results.map((one) => one.ok)]).toEqual([told, results.map(() => false)]);
        } else expect([told, [404, 422].includes(answer.status)]).toEqual([told, true]);
        expect([told, await own.rev(), await other.rev()]).toEqual([told, ...before]);
      }
    }
  });

  it("finds nothing when a filter names something of another process", async () => {
    const tried = endpoints.filter((endpoint) => fixtureOf(endpoint).smuggle && endpoint.method === "get");
    for (const endpoint of tried) {
      for (const shape of (await fixtureOf(endpoint).smuggle?.(own, other)) ?? []) {
        const answer = await send(endpoint, shape, await personAs("admin"));
        expect([nameOf(endpoint), answer.status, answer.body]).toMatchObject([nameOf(endpoint), 200, { items: [] }]);
      }
    }
  });

  it("asks for a session at the host's own routes too, and for nothing more than that at me and logout", async () => {
    for (const [method, path] of [
      ["GET", "/api/auth/me"],
      ["POST", "/api/auth/logout"],
      ["GET", "/api/activity/socket"],
    ] as const) {
      const answer = await call(method, path, { headers: { upgrade: "websocket" } });
      expect([path, answer.status]).toEqual([path, 401]);
    }
    for (const role of roles) {
      const person = await personAs(role);
      const me = await call("GET", "/api/auth/me", { as: person });
      expect(me.body).toMatchObject({
        user: { id: person.id, role, processId: isPlatformRole(role) ? "platform" : own.process.id },
      });
      expect((me.body as { user: { permissions: string[] } }).user.permissions).toEqual([...permissionsOf(role)]);
      expect((await call("POST", "/api/auth/logout", { as: person })).status).toBe(204);
    }
  });

  it("answers 404 in the shape of every error where there is no route", async () => {
    const answer = await call("GET", "/api/nothing-here", { as: await personAs("admin") });
    expect(refusalIn(answer)).toMatchObject({ status: 404, code: "not_found" });
  });
});
