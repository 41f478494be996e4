import { expect, it } from "vitest";
import { permissionsOf } from "#packages/core/access.ts";
import { can, processRoles } from "#packages/core/permissions.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { bulkIncidents } from "./commands/bulk.server.ts";
import { createIncident } from "./commands/create.server.ts";
import { reopenIncident, resolveIncident } from "./commands/move.server.ts";
import { updateIncident } from "./commands/update.server.ts";

const on = pagingFixture();

it("no mail about an incident goes to anybody whose role may not see incidents", async () => {
  const { process, asha } = on;
  await process.run(updateProcess, { unattendedMinutes: 1 });
  const roles = processRoles.filter((role) => role !== "super_admin");
  const people = await Promise.all(roles.map((role) => process.user(role)));
  await on.chain([on.tier(2, null)]);
  const date = new Date(on.time.now).toISOString().slice(0, 10);
  await process.run(createOnCall, { userId: asha.id, role: "primary", date });
  const made = [];
  for (const clientVisible of [false, true])
    made.push(await process.run(createIncident, { title: "Down", severity: "SEV1", clientVisible }));
  await on.time.forward(minute, process);
  await on.time.forward(minute, process);
  const [first] = made;
  if (!first) throw new Error("no incident");
  await process.run(updateIncident, { id: first.id, assignedToId: asha.id, status: "in_progress" });
  await process.run(resolveIncident, { id: first.id });
  await process.run(reopenIncident, { id: first.id });
  await process.run(bulkIncidents, { action: "close", ids: made.map(({ id }) => id) });
  await process.settle();
  const events = await process.sql("SELECT DISTINCT event FROM deliveries ORDER BY event");
  expect(events.map(({ event }) => event)).toEqual([
    "escalation.page",
    "incident.assigned",
    "incident.created",
    "incident.in_progress",
    "incident.resolved",
    "incident.unattended",
  ]);
  const told = new Set(on.resend.of(process.id).map((mail) => mail.to));
  const reached = people.filter(({ email }) => told.has(email)).map(({ role }) => role);
  expect(reached).toEqual(roles.filter((role) => can(permissionsOf(role), "incidents.view")));
  expect(reached).not.toContain("client");
  expect(await nothingElse(on)).toBe(0);
});
