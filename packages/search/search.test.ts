import { describe, expect, it } from "vitest";
import { createChain } from "#packages/escalations/commands.server.ts";
import { chainDeletion } from "#packages/escalations/deletion.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call, type TestUser } from "#tests/support/harness.ts";

interface Hit {
  kind: string;
  id: string;
  reference: string | null;
  title: string;
  path: string | null;
  snippet: string | null;
  processId?: string;
}

describe("search", () => {
  const on = processFixture({
    people: { asha: "operator", gita: "growth", carl: "client", olga: "super_admin" },
  });
  const find = async (as: TestUser, query: string): Promise<Hit[]> => {
    const { status, body } = await call("GET", `/api/search?${query}`, { as });
    expect([query, status]).toEqual([query, 200]);
    return (body as { items: Hit[] }).items;
  };
  const titles = async (as: TestUser, query: string) => (await find(as, query)).map(({ kind, title }) => [kind, title]);

  it("finds records of every kind by their words, each once, for those who may read them", async () => {
    const { process, asha, gita, carl, olga } = on;
    const incident = await process.run(createIncident, { title: "Cards are declined", severity: "SEV4" });
    for (const text of ["acquirer away", "acquirer still away", "acquirer back"])
      await process.run(commentOnIncident, { id: incident.id, text, visibility: "internal" });
    const tiers = [{ afterMinutes: 1, channels: ["email"], userId: asha.id }];
    const chain = await process.run(createChain, { name: "Acquirer on duty", tiers });
    await process.user("manager", { name: "Ada Acquirer" });

    expect(await titles(asha, "q=acquirer")).toEqual(
      expect.arrayContaining([
        ["incident", "Cards are declined"],
        ["chain", "Acquirer on duty"],
        ["user", "Ada Acquirer"],
      ]),
    );
    expect(await find(asha, "q=acquirer")).toHaveLength(3);
    expect(await titles(asha, "q=acquirer&kinds=chain")).toEqual([["chain", "Acquirer on duty"]]);
    expect(await titles(asha, "q=acquirer&limit=1")).toHaveLength(1);
    // By what it is called, first, and with where it is.
    const [named] = await find(asha, `q=${incident.number}`);
    expect(named).toMatchObject({ id: incident.id, path: `/incidents/${incident.number}`, snippet: null });

    // Growth reads tickets of its own, a client the portal: neither has the permission of any of these kinds.
    for (const other of [gita, carl]) {
      expect(await titles(other, "q=acquirer")).toEqual([]);
      expect(await titles(other, `q=${incident.number}`)).toEqual([]);
      expect(await titles(other, "q=acquirer&kinds=incident,chain,user")).toEqual([]);
    }
    // Across processes each hit says whose it is.
    const everywhere = await find(olga, "q=acquirer&kinds=incident");
    expect(everywhere).toMatchObject([{ id: incident.id, processId: process.id }]);

    await process.run(chainDeletion.remove, { id: chain.id, reason: "Not needed" });
    expect(await titles(asha, "q=acquirer&kinds=chain")).toEqual([]);
    const left = await process.sql(
      "SELECT document FROM hub_search_rows WHERE document NOT IN (SELECT rowid FROM search)",
    );
    expect(left).toEqual([]);
  });

  it("forgives typos and endings where nothing has the words as they are", async () => {
    await on.process.run(createIncident, { title: "Payment gateway times out", severity: "SEV4" });
    await on.process.run(createIncident, { title: "The certificate has expired", severity: "SEV4" });
    await on.process.run(createIncident, { title: "Gate seven is shut", severity: "SEV4" });
    const found = async (q: string) => (await find(on.asha, `q=${encodeURIComponent(q)}`)).map(({ title }) => title);
    for (const q of ["gatway", "gatewya times", "paymnet gateway"])
      expect([q, await found(q)]).toEqual([q, ["Payment gateway times out"]]);
    expect(await found("certificat expired")).toEqual(["The certificate has expired"]);
    expect(await found("gate")).toEqual(expect.arrayContaining(["Gate seven is shut"]));
    for (const q of ["zebra", "gatway zebra", '"', "gatway OR"]) expect([q, await found(q)]).toEqual([q, []]);
    expect((await find(on.gita, "q=gatway")).length).toBe(0);
  });

  it("refuses a limit that is none, and answers nothing to a text without a word", async () => {
    expect((await call("GET", "/api/search?q=a&limit=many", { as: on.asha })).status).toBe(422);
    expect(await find(on.asha, "q=%22%20%2A%20%28")).toEqual([]);
  });
});
