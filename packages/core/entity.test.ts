import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { incidentKind } from "#packages/incidents/entity.server.ts";
import { kindOf, kindsByName } from "#packages/kinds.ts";
import { commandsByName } from "#packages/modules.ts";
import { userKind } from "#packages/users/entity.server.ts";
import { TestProcess } from "#tests/support/harness.ts";
import { FakeResend } from "#tests/support/mail.ts";
import type { Audience } from "./audience.ts";
import { command } from "./command.ts";
import type { NewEvent } from "./context.ts";
import { kindRegister } from "./entity.ts";
import { ok } from "./result.ts";

describe("the register of kinds", () => {
  it("takes no two of one name or of one prefix", () => {
    expect(() => kindRegister([incidentKind, { ...userKind, kind: "incident" }])).toThrow("called incident");
    expect(() => kindRegister([incidentKind, { ...userKind, prefix: "inc" }])).toThrow("called inc");
  });

  it("knows whatever a command says in the audit log that it is done to", () => {
    const named = new Set([...commandsByName.values()].map(({ audit }) => audit.entity));
    expect([...named].filter((name) => !kindsByName.has(name))).toEqual([]);
    expect(() => kindOf("nothing")).toThrow("nothing");
  });
});

const emitIt = command({
  name: "test.emit",
  permission: "system",
  audit: { action: "test.emit", words: "tested …", entity: "incident" },
  // Made by this test only.
  input: z.custom<Pick<NewEvent, "about" | "audience">>(),
  run(ctx, event) {
    ctx.emit({ ...event, action: "told", summary: "Something" });
    return ok(null);
  },
});

describe("what is emitted about a record", () => {
  let process: TestProcess;

  beforeEach(async () => {
    new FakeResend().install();
    commandsByName.set(emitIt.name, emitIt);
    process = await TestProcess.create();
  });
  afterEach(() => {
    commandsByName.delete(emitIt.name);
    vi.restoreAllMocks();
  });

  const told = async (about: NewEvent["about"], audience?: Audience) => {
    await process.run(emitIt, { about, ...(audience && { audience }) });
    return process.inside((_hub, { storage }) => {
      const columns = "type, entity_id AS id, entity_number AS number, audience";
      return storage.sql.exec(`SELECT ${columns} FROM events ORDER BY seq DESC LIMIT 1`).one();
    });
  };

  it("has the record's number, and is for the team unless event and record say more or less", async () => {
    const seen = await process.run(createIncident, { title: "Seen", severity: "SEV4", clientVisible: true });
    const ours = await process.run(createIncident, { title: "Ours", severity: "SEV4", clientVisible: false });
    const event = { type: "incident.told", id: seen.id, number: seen.number };
    expect(await told(incidentKind.ref(seen))).toEqual({ ...event, audience: '"team"' });
    expect(await told(incidentKind.ref(seen), "client")).toEqual({ ...event, audience: '"client"' });
    expect(await told(incidentKind.ref(ours), "client")).toMatchObject({ number: ours.number, audience: '"team"' });
    const named = { users: ["usr_1"] };
    expect(await told(incidentKind.ref(seen), named)).toMatchObject({ audience: JSON.stringify(named) });
    expect(await told(userKind.ref({ id: "usr_nobody" }))).toMatchObject({ number: null, audience: '"team"' });
    vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(told({ kind: "nothing", id: "x" })).rejects.toThrow();
  });
});
