import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, it } from "vitest";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

describe("the mail service's reports", () => {
  const on = processFixture({ people: { omar: "operator" } });
  let delivery: string;
  let serial = 0;

  beforeEach(async () => {
    await on.process.run(createIncident, { title: "Down", severity: "SEV1" });
    await on.process.settle();
    on.time.now += 10_000;
    delivery = on.resend.of(on.process.id)[0]?.deliveryId ?? "";
  });

  const body = (type: string, email_id?: string) =>
    JSON.stringify({
      type,
      created_at: new Date(on.time.now - 1_000).toISOString(),
      data: { email_id, tags: { process: on.process.id, delivery }, bounce: { message: "No such box" } },
    });

  function report(
    type: string,
    { id = `msg_${++serial}`, at = new Date(), secret = env.RESEND_WEBHOOK_SECRET, mail = "" } = {},
  ) {
    const text = body(type, mail || undefined);
    const headers = {
      "svix-id": id,
      "svix-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "svix-signature": new Webhook(secret ?? "").sign(id, at, text),
    };
    return call("POST", "/api/webhooks/resend", { body: text, headers });
  }
  const row = async () => (await on.process.sql("SELECT state, error FROM deliveries WHERE id = ?", delivery))[0];
  const events = async () => (await on.process.sql("SELECT seq FROM events WHERE entity = 'delivery'")).length;
  const revs = async () => (await on.process.sql("SELECT max(seq) AS rev FROM audit"))[0]?.rev;

  it("say delivered, and the delivery is", async () => {
    expect((await report("email.delivered")).status).toBe(204);
    expect(await row()).toMatchObject({ state: "delivered" });
    const admin = await on.process.user("admin");
    await on.process.settle();
    const listed = await call("GET", `/api/outbox?id=${delivery}`, { as: admin });
    const second = new Date(on.time.now - 1_000).toISOString();
    expect(listed.body).toMatchObject({ items: [{ state: "delivered", deliveredAt: second, settledAt: null }] });
    expect(await nothingElse(on)).toBe(0);
  });

  it("of the mail before say nothing of the one that a person had sent again since", async () => {
    const idOf = async () =>
      (await on.process.sql<{ id: string }>("SELECT provider_id AS id FROM deliveries WHERE id = ?", delivery))[0]?.id;
    const first = await idOf();
    await report("email.bounced", { mail: first });
    expect(await row()).toMatchObject({ state: "bounced" });
    const admin = await on.process.user("admin");
    on.resend.faults = [{ throws: "reset", accepts: true }];
    expect((await call("POST", `/api/outbox/${delivery}/retry`, { as: admin })).status).toBe(200);
    await on.process.settle();
    // The answer got lost: the mail may have left, and its own report would count.
    await report("email.bounced", { mail: first });
    expect(await row()).toMatchObject({ state: "queued" });
    await on.time.forward(minute, on.process);
    expect(await row()).toMatchObject({ state: "sent" });
    await report("email.complained", { mail: first });
    expect(await row()).toMatchObject({ state: "sent" });
    await report("email.delivered", { mail: await idOf() });
    expect([(await row())?.state, (await idOf()) === first]).toEqual(["delivered", false]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("come twice under one id, and count once", async () => {
    await report("email.bounced", { id: "msg_same" });
    const before = await revs();
    expect((await report("email.bounced", { id: "msg_same" })).status).toBe(204);
    expect(await revs()).toBe(before);
    expect(await row()).toMatchObject({ state: "bounced", error: "No such box" });
    expect(await events()).toBe(1);
  });

  it("come out of order, and the later stage stands", async () => {
    await report("email.complained");
    await report("email.bounced");
    await report("email.delivered");
    expect(await row()).toMatchObject({ state: "complained" });
    expect(await on.process.sql("SELECT delivered_at AS at FROM deliveries WHERE id = ?", delivery)).toEqual([
      { at: on.time.now - 1_000 },
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("are refused when they are forged, altered or unsigned, and change nothing", async () => {
    const before = await revs();
    const forged = await report("email.bounced", { secret: "whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==" });
    const unsigned = await call("POST", "/api/webhooks/resend", { body: body("email.bounced") });
    const at = new Date();
    const altered = await call("POST", "/api/webhooks/resend", {
      body: body("email.bounced"),
      headers: {
        "svix-id": "msg_altered",
        "svix-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "svix-signature": new Webhook(env.RESEND_WEBHOOK_SECRET ?? "").sign("msg_altered", at, body("email.delivered")),
      },
    });
    expect([forged.status, unsigned.status, altered.status]).toEqual([401, 401, 401]);
    expect(await revs()).toBe(before);
    expect(await row()).toMatchObject({ state: "sent" });
  });

  it("are refused when they are replayed an hour later", async () => {
    const old = await report("email.bounced", { at: new Date(Date.now() - 3_600_000) });
    expect(old.status).toBe(401);
    expect(await row()).toMatchObject({ state: "sent" });
  });

  it("of kinds and deliveries that nobody knows are taken and ignored", async () => {
    const before = await revs();
    expect((await report("email.opened")).status).toBe(204);
    delivery = "dlv_unknown";
    expect((await report("email.delivered")).status).toBe(204);
    expect(await revs()).toBe(before);
  });
});
