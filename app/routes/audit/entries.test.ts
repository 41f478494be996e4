import { expect, it } from "vitest";
import type { AuditAnswer } from "#packages/audit/queries.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commandsByName } from "#packages/modules.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { entriesOf, namedIn } from "./entries.server.ts";

const on = processFixture({ people: { ada: "admin", root: "super_admin" } });

it("the log says who did what to which record, and a person's visits in a row are one line", async () => {
  const { process, ada } = on;
  const as = (method: string, path: string, body?: object) => call(method, `/api${path}`, { as: ada, body });
  const made = await process.run(createIncident, { title: "Cards are declined", severity: "SEV2" });
  await as("PATCH", `/incidents/${made.id}`, {
    title: "All cards are declined",
    severity: "SEV1",
    version: made.version,
  });
  await as("POST", `/incidents/${made.id}/comment`, { text: "Looking into it" });
  await as("DELETE", `/incidents/${made.id}`, { reason: "Opened twice" });
  await process.settle();
  const { body } = await as("GET", "/audit-log");
  const { items } = body as { items: AuditAnswer[] };
  const names = new Map([[made.id, made.number]]);
  const words = entriesOf(items, names).map((entry) => entry.words);
  expect(words).toEqual(
    expect.arrayContaining([
      `opened ${made.number}`,
      expect.stringMatching(new RegExp(`^changed .*(title|severity).* of ${made.number}$`)),
      `commented on ${made.number}`,
      `deleted ${made.number}`,
    ]),
  );
  expect(namedIn(items).map(({ id }) => id)).toContain(made.id);
  const visits = [1, 2, 3].map((seq) => ({ ...items[0], seq, action: "process.visit", refs: null }) as AuditAnswer);
  expect(entriesOf(visits, names).map(({ visits: of }) => of)).toEqual([3]);
});

it("every command says what its actor did in words that a name stands before", () => {
  for (const { name, audit } of commandsByName.values())
    expect([name, audit.words]).toEqual([name, expect.stringMatching(/^[a-z].+/)]);
});
