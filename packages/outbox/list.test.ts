import { expect, it } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { minute } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";
import type { DeliveryAnswer } from "./queries.server.ts";

const on = processFixture({ people: { asha: "operator", root: "super_admin" } });

it("the outbox of all processes is in the order of time, page by page, whichever process a message is of", async () => {
  const other = await TestProcess.create();
  await other.user("operator");
  const made: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    on.time.now += minute;
    const process = turn % 2 === 0 ? on.process : other;
    made.unshift((await process.run(createIncident, { title: `${turn}`, severity: "SEV4" })).id);
    await process.settle();
  }
  const listed: string[] = [];
  let cursor = "";
  do {
    const page = await call("GET", `/api/outbox?limit=2${cursor}`, { as: on.root });
    const { items, nextCursor } = page.body as { items: DeliveryAnswer[]; nextCursor: string | null };
    listed.push(...items.map(({ about }) => about.id ?? ""));
    cursor = nextCursor ? `&cursor=${nextCursor}` : "";
  } while (cursor !== "");
  expect(listed.filter((id) => made.includes(id))).toEqual(made);
});
