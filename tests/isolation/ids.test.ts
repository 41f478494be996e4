import { describe, expect, it } from "vitest";
import { tagOf, tagOfProcess } from "#packages/core/ids.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { processTables } from "#packages/modules.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { World } from "./world.ts";

describe("the ids of a process", () => {
  const on = processFixture();

  it("all name it, in whatever table", async () => {
    const world = await World.create();
    await world.chain();
    await world.bouncedDelivery();
    await world.onCall();
    await world.process.run(createIncident, { title: "By somebody", severity: "SEV1" }, world.member.caller);
    const tag = tagOfProcess(world.process.id);
    const seen = new Set<string>();
    for (const name of processTables.keys()) {
      const rows = await world.process.sql<{ id: string }>(`SELECT id FROM "${name}"`);
      for (const { id } of rows.filter(({ id }) => /^[a-z]+_/.test(id))) {
        expect([name, id, tagOf(id)]).toEqual([name, id, tag]);
        seen.add(name);
      }
    }
    for (const name of ["users", "sessions", "incidents", "escalation_chains", "messages", "deliveries"])
      expect(seen).toContain(name);
    expect(tagOf(on.process.id)).not.toBe(tag);
  });
});
