import { describe, expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { differences } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call, TestProcess } from "#tests/support/harness.ts";

describe("the thinnest thread", () => {
  const on = edgeFixture();

  it("opens an incident over HTTP, pages, mirrors, and stops at the acknowledgement", async () => {
    const process = await TestProcess.create();
    const operator = await process.user("operator", { name: "Asha" });
    await process.run(createChain, {
      name: "All",
      tiers: [
        { afterMinutes: 0, channels: ["email"], userId: operator.id },
        { afterMinutes: 5, channels: ["email"], userId: operator.id },
      ],
    });
    const made = await call("POST", "/api/incidents", {
      as: operator,
      body: { title: "Payments are down", severity: "SEV1" },
    });
    expect(made.text).toContain("Payments are down");
    expect(made.status).toBe(201);
    await process.alarm();
    await process.settle();
    const list = await call("GET", "/api/incidents", { as: operator });
    expect(list.text).toContain("Payments are down");
    const pages = on.resend.of(process.id).filter((mail) => mail.text.includes("You are paged"));
    expect(pages).toHaveLength(1);
    const incident = (made.body as { incident: { id: string } }).incident;
    await process.run(acknowledgeIncident, { id: incident.id }, operator.caller);
    expect(await process.sql("SELECT * FROM hub_timers WHERE source <> 'sessions'")).toEqual([]);
    const rows = await env.DB.prepare("SELECT status FROM incidents WHERE process_id = ?").bind(process.id).all();
    expect(rows.results).toEqual([{ status: "acknowledged" }]);
    expect(await differences(process)).toEqual([]);
    void createIncident;
  });
});
