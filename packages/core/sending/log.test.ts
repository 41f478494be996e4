import { expect, it } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { second } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { reportDelivery } from "./report.server.ts";

const on = processFixture({ people: { asha: "manager" } });

it("a delivery is its own log: that it was put together with others, tried, sent and delivered leaves no audit row", async () => {
  on.resend.always = { status: 401 };
  for (const title of ["One", "Two", "Three"]) await on.process.run(createIncident, { title, severity: "SEV4" });
  await on.process.settle();
  const rows = async () => (await on.process.sql("SELECT count(*) AS n FROM audit"))[0];
  const before = await rows();
  on.resend.always = null;
  on.resend.faults = [{ status: 200, body: { data: [{ id: "a" }] } }, { status: 500 }];
  for (let step = 0; step < 3; step += 1) await on.time.forward(10 * second, on.process);
  const sent = await on.process.sql<{ id: string }>("SELECT id FROM deliveries WHERE state = 'sent' ORDER BY id");
  // The second and third went together, twice.
  expect([sent.length, on.resend.requests.at(-1)?.size, on.resend.requests.at(-2)?.size]).toEqual([3, 2, 2]);
  await on.process.run(reportDelivery, { id: sent[1]?.id, state: "delivered", detail: null });
  const log = await on.process.sql("SELECT action FROM audit ORDER BY seq DESC LIMIT 1");
  expect([await rows(), log]).toEqual([before && { n: Number(before.n) + 1 }, [{ action: "delivery.channel" }]]);
});
