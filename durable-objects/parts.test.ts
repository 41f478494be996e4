import { afterAll, beforeAll, expect, it } from "vitest";
import { type ListPart, listPart, type Part, part, partIn } from "#packages/core/part.ts";
import { dashboard } from "#packages/dashboard/views.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import type { Incident } from "#packages/incidents/store.server.ts";
import { incidentDetail } from "#packages/incidents/views.server.ts";
import { listPartsByKind, partsByKind } from "#packages/modules.ts";
import { TestProcess } from "#tests/support/harness.ts";

const of = { of: incidentKind.kind, permission: "audit.view" } as const;
const length = part({ ...of, name: "titleLength", read: (_ctx, { title }: Incident) => title.length });
const long = listPart({
  ...of,
  name: "longTitle",
  readAll: (_ctx, rows: readonly Incident[]) =>
    new Map(rows.flatMap(({ id, title }) => (title.length > 5 ? [[id, title.length]] : []))),
});

function add<P extends Part | ListPart>(register: Map<string, P[]>, added: P): void {
  const before = register.get(added.of) ?? [];
  beforeAll(() => void register.set(added.of, [...before, added]));
  afterAll(() => void register.set(added.of, before));
}
add(partsByKind, length as Part);
add(listPartsByKind, long as ListPart);

it("what modules add to a record and to a list is in the same answer, for whoever may see it", async () => {
  const process = await TestProcess.create();
  const [admin, viewer] = [await process.user("admin"), await process.user("viewer")];
  const made = [];
  for (const title of ["Down", "Slow again"]) made.push(await process.run(createIncident, { title, severity: "SEV3" }));
  const [down, slow] = made.map(({ id }) => id);

  const detail = await process.view(incidentDetail, { id: down }, admin.caller);
  expect(partIn(detail, length)).toBe(4);
  expect(detail).toHaveProperty("escalation.runs", []);
  const seen = await process.view(incidentDetail, { id: down }, viewer.caller);
  expect([partIn(seen, length), "titleLength" in seen, "escalation" in seen]).toEqual([null, false, true]);

  const board = await process.view(dashboard, {}, admin.caller);
  const told = board.activeIncidents.map((one) => [one.id, partIn(one, long), "longTitle" in one, "nextPage" in one]);
  expect(told).toEqual([
    [down, null, true, true],
    [slow, 10, true, true],
  ]);
  const shown = (await process.view(dashboard, {}, viewer.caller)).activeIncidents;
  expect(shown.map((one) => "longTitle" in one)).toEqual([false, false]);
});
