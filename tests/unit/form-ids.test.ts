import { describe, expect, it } from "vitest";
import { processFixture } from "#tests/support/fixture.ts";
import { TestProcess, type TestUser } from "#tests/support/harness.ts";
import { postForm } from "#tests/support/pages.ts";

describe("a page's form that is sent again", () => {
  const on = processFixture({ people: { asha: "operator", root: "super_admin" }, settings: {} });

  const open = (commandId: string, title: string, as: TestUser, more: Record<string, string> = {}) =>
    postForm("/incidents/new", {
      as,
      body: new URLSearchParams({ title, severity: "SEV4", commandId, ...more }).toString(),
    });
  const count = async (table: string, process = on.process) =>
    (await process.sql(`SELECT count(*) AS n FROM ${table}`))[0]?.n;

  it("is one act by its command id, whoever sends it; with other content it is told what became of the first", async () => {
    const first = await open("once", "Payments are down", on.asha);
    const again = await open("once", "Payments are down", on.asha);
    expect([first.status, again.status]).toEqual([302, 302]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const other = await open("once", "Payments are down for all", on.asha);
    expect(other.status).toBe(409);
    expect(other.text).toContain("What you sent first was saved after all");
    expect(other.text).toContain("Payments are down for all");
    expect(other.text).not.toContain("Idempotency");
    expect(await count("incidents")).toBe(1);

    await open("once", "Payments are down", on.root, { processId: on.process.id });
    await open("once", "Payments are down", on.root, { processId: on.process.id });
    expect(await count("incidents"), "A key is its person's own.").toBe(2);

    await open("", "No id", on.asha);
    await open("", "No id", on.asha);
    expect(await count("incidents"), "Without an id each is an act of its own.").toBe(4);
    expect((await open("x".repeat(101), "Too long", on.asha)).status).toBe(422);
    expect(await count("incidents")).toBe(4);
  });

  it("of a comment, or of many incidents in two processes, changes nothing twice", async () => {
    const other = await TestProcess.create();
    for (const process of [on.process, other]) await open("open", "Down", on.root, { processId: process.id });
    const [own] = await on.process.sql<{ id: string }>("SELECT id FROM incidents");
    const [theirs] = await other.sql<{ id: string }>("SELECT id FROM incidents");

    const comment = () =>
      postForm(`/incidents/${own?.id}`, {
        as: on.asha,
        body: "intent=comment&text=Seen&visibility=internal&commandId=c",
      });
    for (let times = 0; times < 3; times++) expect((await comment()).status).toBe(200);
    expect(await count("comments")).toBe(1);

    const ids = [`${on.process.id}/${own?.id}`, `${other.id}/${theirs?.id}`];
    const close = (order: string[]) =>
      postForm("/incidents", {
        as: on.root,
        body: new URLSearchParams([
          ...order.map((id) => ["ids", id]),
          ["act", "resolve"],
          ["commandId", "b"],
        ]).toString(),
      });
    const answers = [await close(ids), await close([...ids].reverse())];
    expect(answers.map(({ text }) => text.includes('"done":2'))).toEqual([true, true]);
    for (const process of [on.process, other])
      expect(await process.sql("SELECT count(*) AS n FROM hub_commands WHERE command_id LIKE '%:b'")).toEqual([
        { n: 1 },
      ]);
  });
});
