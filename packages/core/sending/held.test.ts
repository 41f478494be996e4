import { expect, it } from "vitest";
import { minute } from "#packages/core/clock.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { heldChannels } from "./held.server.ts";

const on = processFixture({ people: { asha: "operator", carl: "client" } });

it("the team is told that nothing leaves by mail, as long as it is so, and a service that is busy for a moment is no news", async () => {
  const held = () => on.process.view(heldChannels, {}, on.asha.caller);
  on.resend.always = { status: 429 };
  await on.process.run(createIncident, { title: "Down", severity: "SEV4" });
  await on.process.settle();
  expect(await held()).toEqual([]);
  on.resend.always = { status: 401 };
  await on.time.forward(minute, on.process);
  expect(await held()).toMatchObject([{ channel: "email", reason: expect.any(String) }]);
  expect(await on.process.hub.view({ name: heldChannels.name, input: {}, caller: on.carl.caller })).toMatchObject({
    ok: false,
    error: { code: "forbidden" },
  });
  on.resend.always = null;
  await on.time.forward(10 * minute, on.process);
  expect(await held()).toEqual([]);
});
