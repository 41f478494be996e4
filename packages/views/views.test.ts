import { expect, it } from "vitest";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";
import type { ViewAnswer } from "./answer.ts";
import { mostViews } from "./rules.ts";

const on = processFixture({ people: { asha: "operator", ben: "viewer", ada: "admin", cleo: "client" } });

const ask = async (method: string, path: string, as: TestUser, body?: object) => {
  const { status, body: answer } = await call(method, `/api/views${path}`, { as, ...(body ? { body } : {}) });
  // The answers of these endpoints, and refusals.
  return { status, ...((answer ?? {}) as { view?: ViewAnswer; items?: ViewAnswer[]; error?: { message: string } }) };
};
const names = async (as: TestUser, page = "") =>
  (await ask("GET", page && `?page=${page}`, as)).items?.map(({ name, own }) => `${name}${own ? "" : " (shared)"}`);

it("a view is its owner's until it is shared, then everybody's who may open the list; only its owner and admins change it", async () => {
  const search = "?severity=SEV1%2CSEV0&cursor=abc&assignedToId=me";
  const { view } = await ask("POST", "", on.asha, { name: "Mine and bad", page: "incidents", search });
  expect(view).toMatchObject({ search: "assignedToId=me&severity=SEV1,SEV0", shared: false, own: true });
  const path = `/${view?.id}`;
  expect([await names(on.asha), await names(on.ben), await names(on.ada)]).toEqual([["Mine and bad"], [], []]);
  expect((await ask("PATCH", path, on.ben, { name: "Taken" })).status).toBe(404);

  expect((await ask("PATCH", path, on.asha, { shared: true, name: "Bad" })).view).toMatchObject({ shared: true });
  expect([await names(on.ben, "incidents"), await names(on.ben, "outbox")]).toEqual([["Bad (shared)"], []]);
  const refused = await ask("PATCH", path, on.ben, { name: "Taken" });
  expect([refused.status, refused.error?.message]).toEqual([403, expect.stringContaining("is Asha's")]);
  expect((await ask("DELETE", path, on.ben)).status).toBe(403);
  expect((await ask("PATCH", path, on.ada, { name: "Worst" })).status).toBe(200);
  expect((await ask("DELETE", path, on.ada)).status).toBe(204);
  expect(await names(on.asha)).toEqual([]);
});

it("a list that somebody may not open has no views for them, and one that is not there has none at all", async () => {
  const outbox = { name: "Came back", page: "outbox", search: "state=bounced", shared: true };
  expect((await ask("POST", "", on.ada, outbox)).status).toBe(201);
  expect([await names(on.ada), await names(on.asha)]).toEqual([["Came back"], []]);
  expect((await ask("POST", "", on.asha, { ...outbox, name: "Mine" })).status).toBe(404);
  expect((await ask("POST", "", on.asha, { ...outbox, page: "nowhere" })).status).toBe(404);
  expect((await ask("GET", "", on.cleo)).status).toBe(403);
});

it("two views of one person and list have two names, and there are only so many", async () => {
  const make = (name: string) => ask("POST", "", on.asha, { name, page: "incidents" });
  for (let n = 1; n <= mostViews; n++) expect((await make(`View ${n}`)).status).toBe(201);
  expect((await make("VIEW 1")).error?.message).toContain("already");
  expect((await make("One more")).error?.message).toContain("Delete one");
  const [first] = (await ask("GET", "", on.asha)).items ?? [];
  expect((await ask("PATCH", `/${first?.id}`, on.asha, { name: "View 2" })).status).toBe(422);
});

it("of an own view nobody else hears, of a shared one the team does", async () => {
  await ask("POST", "", on.ada, { name: "Secret", page: "incidents" });
  await ask("POST", "", on.ada, { name: "Came back", page: "outbox", shared: true });
  const heard = async (as: TestUser) => {
    const { text } = await call("GET", "/api/activity?limit=20", { as });
    // The team hears that there is one, and not what a list is called by those who may open it.
    expect(text).not.toMatch(/Secret|Came back/);
    return ["incidents", "outbox"].map((page) => text.includes(`Ada saved a view of the list ${page}`));
  };
  expect([await heard(on.ada), await heard(on.ben)]).toEqual([
    [true, true],
    [false, true],
  ]);
});
