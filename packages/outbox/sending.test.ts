import { beforeEach, describe, expect, it, vi } from "vitest";
import { day } from "#packages/core/clock.ts";
import { recordDeliveries } from "#packages/core/sending/record.server.ts";
import { reportDelivery } from "#packages/core/sending/report.server.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { pageFallback } from "#packages/escalations/fallback.server.ts";
import { createIncident } from "#packages/incidents/commands/create.server.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { hour, kill, minute, nothingElse, pagesTo, second } from "#tests/support/bad-days.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { retryDelivery } from "./retry.server.ts";

type Delivery = { id: string; recipient: string; state: string; attempts: number; error: string | null };

describe("when the mail service has a bad day", () => {
  const on = processFixture({ people: { asha: "operator", mia: "manager", vera: "viewer" } });
  const people = () => [on.asha, on.mia, on.vera];

  const open = () => on.process.run(createIncident, { title: "Down", severity: "SEV1" });
  const deliveries = () =>
    on.process.sql<Delivery>("SELECT id, recipient, state, attempts, error FROM deliveries ORDER BY id");
  const everybody = () =>
    people()
      .map((person) => person.email)
      .sort();
  const sentTo = () =>
    on.resend
      .of(on.process.id)
      .map((mail) => mail.to)
      .sort();

  it("says 429 with Retry-After: it is asked again after that long, not sooner, and once each", async () => {
    on.resend.faults = [{ status: 429, headers: { "retry-after": "30" } }];
    await open();
    await on.process.settle();
    for (const wait of [10, 10, 9]) await on.time.forward(wait * second, on.process);
    expect(on.resend.requests).toHaveLength(1);
    // Up to a quarter later, so that hubs don't all come back at once.
    await on.time.forward(9 * second, on.process);
    expect(sentTo()).toEqual(everybody());
    expect(await nothingElse(on)).toBe(0);
  });

  it("says 500 three times: the waits grow, the key stays, everyone gets one", async () => {
    on.resend.faults = [{ status: 500 }, { status: 500 }, { status: 500 }];
    await open();
    for (let step = 0; step < 20; step += 1) await on.time.forward(second, on.process);
    expect(on.resend.requests).toHaveLength(4);
    expect(new Set(on.resend.requests.map((request) => request.key)).size).toBe(1);
    expect(sentTo()).toEqual(everybody());
    // A delivery is a log of its own: what people did is not to be looked for among the tries.
    const about = "SELECT action FROM audit WHERE action LIKE 'delivery.%' OR changes LIKE '%\"deliveries\"%'";
    expect(await on.process.sql(about)).toEqual([]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("takes a batch and loses the connection: the repeat carries the same key and nobody gets two", async () => {
    on.resend.faults = [{ throws: "connection reset", accepts: true }];
    await open();
    await on.process.settle();
    await on.time.forward(5 * second, on.process);
    expect(on.resend.requests).toHaveLength(2);
    expect(sentTo()).toEqual(everybody());
    expect((await deliveries()).map((row) => row.state)).toEqual(["sent", "sent", "sent"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("reports a mail delivered before its own answer arrives: the repeat of that batch is still the same batch", async () => {
    on.resend.faults = [{ throws: "connection reset", accepts: true }];
    await open();
    await on.process.settle();
    const [first] = await deliveries();
    await on.process.run(reportDelivery, { id: first?.id, state: "delivered", detail: null });
    for (let step = 0; step < 10; step += 1) await on.time.forward(5 * second, on.process);
    expect(sentTo()).toEqual(everybody());
    expect((await deliveries()).map((row) => row.state).sort()).toEqual(["delivered", "sent", "sent"]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("refuses one address of a batch: the others have theirs, and the one is parked with the reason", async () => {
    const [bad] = people();
    on.resend.refused.add(bad?.email ?? "");
    await open();
    await on.process.settle();
    expect(sentTo()).toEqual(everybody().filter((email) => email !== bad?.email));
    const parked = (await deliveries()).filter((row) => row.state === "parked");
    expect(parked).toMatchObject([{ recipient: bad?.email, error: "Invalid `to` field" }]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("refuses a batch as a whole: each is tried by itself, and only the bad one stays behind", async () => {
    on.resend.faults = [
      { status: 422, body: { statusCode: 422, name: "validation_error", message: "wrong" } },
      { status: 422, body: { statusCode: 422, name: "validation_error", message: "wrong" } },
    ];
    await open();
    await on.process.settle();
    expect(on.resend.requests.map((request) => request.size)).toEqual([3, 1, 1, 1]);
    expect((await deliveries()).map((row) => row.state).sort()).toEqual(["parked", "sent", "sent"]);
    expect(sentTo()).toHaveLength(2);
    expect(await nothingElse(on)).toBe(0);
  });

  it("answers in an odd way, or what it did can't be written down: it is not asked again and again", async () => {
    on.resend.faults = Array(20).fill({ status: 200, body: { data: [{ id: 1 }, { id: {} }, "x"] } });
    await open();
    await on.process.settle();
    expect(on.resend.requests).toHaveLength(1);
    expect((await deliveries()).map((row) => row.state)).toEqual(["sent", "sent", "sent"]);
    on.resend.faults = [];
    on.resend.requests.length = 0;
    await on.process.inside(({ engine }) => {
      const write = engine.runAsSystem.bind(engine);
      let refusals = 20;
      vi.spyOn(engine, "runAsSystem").mockImplementation((name, input) => {
        if (name !== recordDeliveries.name || refusals <= 0) return write(name, input);
        refusals -= on.resend.requests.length < 3 ? 1 : 20;
        return false;
      });
    });
    await open();
    await on.process.settle();
    expect(on.resend.requests).toHaveLength(1);
    for (let minutes = 0; minutes < 4; minutes += 1) await on.time.forward(minute, on.process);
    expect(on.resend.requests).toHaveLength(4);
    expect(sentTo()).toEqual(everybody());
    expect(await nothingElse(on)).toBe(0);
  });

  it("has a page for somebody who has left: it waits until whoever is paged instead could be", async () => {
    const [asha, ben] = people();
    const tiers = [{ afterMinutes: 0, channels: ["email"], userId: asha?.id }];
    await on.process.run(createChain, { name: "All", tiers });
    on.resend.always = { status: 429 };
    await open();
    await on.process.settle();
    await on.process.run(updateUserAccess, { id: asha?.id, isActive: false });
    const restored = await on.process.inside(({ engine }) => {
      const write = engine.runAsSystem.bind(engine);
      return vi
        .spyOn(engine, "runAsSystem")
        .mockImplementation((name, ...more) => name !== pageFallback.name && write(name, ...more));
    });
    on.resend.always = null;
    await on.time.forward(2 * minute, on.process);
    expect(pagesTo(on)).toEqual([]);
    restored.mockRestore();
    for (let minutes = 0; minutes < 3; minutes += 1) await on.time.forward(minute, on.process);
    expect(pagesTo(on)).toEqual([ben?.email]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is sent again by a person: a late report of the mail before does not take its place", async () => {
    const admin = await on.process.user("admin");
    await open();
    await on.process.settle();
    const [one] = await deliveries();
    await on.process.run(reportDelivery, { id: one?.id, state: "bounced", detail: "The mailbox is full" });
    on.resend.always = { status: 429 };
    await on.process.run(retryDelivery, { id: one?.id }, admin.caller);
    await on.process.settle();
    await on.process.run(reportDelivery, { id: one?.id, state: "bounced", detail: "The mailbox is full" });
    on.resend.always = null;
    await on.time.forward(2 * minute, on.process);
    expect(sentTo().filter((email) => email === one?.recipient)).toHaveLength(2);
    expect((await deliveries())[0]).toMatchObject({ state: "sent", error: null });
    expect(await nothingElse(on)).toBe(0);
  });

  it("stays broken: after sixteen tries a message is parked, and an admin sends it again", async () => {
    on.resend.always = { status: 500 };
    await open();
    for (let step = 0; step < 20; step += 1) await on.time.forward(10 * minute, on.process);
    expect((await deliveries()).every((row) => row.state === "parked" && row.attempts === 16)).toBe(true);
    expect(on.resend.requests).toHaveLength(16);
    on.resend.always = null;
    const admin = await on.process.user("admin");
    const [one] = await deliveries();
    await on.process.run(retryDelivery, { id: one?.id }, admin.caller);
    await on.process.settle();
    expect(sentTo()).toEqual([one?.recipient]);
    const all = await call("POST", "/api/outbox/retry", { as: admin, body: { channel: "email" } });
    expect(all.body).toEqual({ retried: 2, more: false });
    await on.process.settle();
    expect(sentTo()).toEqual(everybody());
    expect(await nothingElse(on)).toBe(0);
  });

  it("hangs while somebody acknowledges: the page is dropped with the reason and never repeated", async () => {
    const [person] = people();
    const tiers = [{ afterMinutes: 1, channels: ["email"], userId: person?.id }];
    await on.process.run(createChain, { name: "All", tiers });
    const { id } = await open();
    await on.process.settle();
    on.resend.always = { status: 500 };
    await on.time.forward(minute, on.process);
    await on.process.run(acknowledgeIncident, { id }, person?.caller);
    on.resend.always = null;
    expect(await nothingElse(on)).toBe(0);
    expect(pagesTo(on)).toEqual([]);
    const [page] = await on.process.sql<Delivery>("SELECT * FROM deliveries WHERE event = 'escalation.page'");
    expect(page).toMatchObject({ state: "dropped" });
    expect(page?.error).toContain(`${person?.name} acknowledged it`);
  });

  it("hangs and the hub dies: the new hub sends with the same key, and once", async () => {
    on.resend.faults = [{ hang: true, accepts: true }];
    await open();
    const first = on.resend.requests.length;
    await kill(on.process);
    await on.time.forward(5 * second, on.process);
    expect(first).toBe(1);
    expect(on.resend.requests).toHaveLength(2);
    expect(on.resend.requests[0]?.key).toBe(on.resend.requests[1]?.key);
    expect(sentTo()).toEqual(everybody());
    expect(await nothingElse(on)).toBe(0);
  });

  it("hangs: the alarm looks again now and then, and does not spin", async () => {
    on.resend.faults = [{ hang: true, accepts: false }];
    await open();
    const alarms = await on.process.inside(async ({ engine }, { storage }) => {
      const at: number[] = [];
      // The first ones of a hub's life look for what it need not keep, at once.
      for (let rings = 0; rings < 30; rings += 1) {
        engine.alarm();
        at.push(((await storage.getAlarm()) ?? 0) - on.time.now);
      }
      return at;
    });
    expect(alarms.slice(-2)).toEqual([2 * second, 2 * second]);
    await kill(on.process);
    await on.time.forward(5 * second, on.process);
    expect(sentTo()).toEqual(everybody());
  });

  it("sends a batch of a hundred at most, each under a key of its own", async () => {
    await on.process.inside(({ engine }) => {
      for (let index = 0; index < 120; index += 1)
        engine.run(
          {
            commandId: `cmd_u${index}`,
            name: "users.create",
            input: {
              id: `usr_many${index}`,
              email: `many${index}@x.test`,
              name: `Person ${index}`,
              role: "viewer",
            },
            caller: { kind: "system", name: "setup" },
            requestId: "req_x",
            ip: null,
            userAgent: null,
          },
          on.time.now,
        );
    });
    await open();
    await on.process.settle();
    expect(on.resend.requests.map((request) => request.size).sort()).toEqual([100, 23]);
    expect(new Set(on.resend.requests.map((request) => request.key)).size).toBe(2);
    expect(new Set(sentTo()).size).toBe(123);
    await on.time.forward(hour, on.process);
    expect(on.resend.requests).toHaveLength(2);
  });

  it("is away for a week: what is too old by then stays behind, and doesn't leave with a younger one of its batch", async () => {
    on.resend.always = { status: 401 };
    await open();
    await on.process.settle();
    on.time.now += second;
    const old = await open();
    on.time.now += 7 * day - 10 * minute;
    const young = await open();
    const of = async ({ id }: { id: string }) =>
      (await on.process.sql<{ id: string }>("SELECT id FROM deliveries WHERE about_id = ? ORDER BY id", id)).map(
        (delivery) => delivery.id,
      );
    const [tooOld, fresh] = [await of(old), await of(young)];
    // The first is taken and the channel well again; the next two go together, and nobody knows whether they arrived.
    on.resend.always = null;
    on.resend.faults = [
      { status: 200, body: { data: [{ id: "a" }, { id: "b" }, { id: "c" }] } },
      { throws: "reset", accepts: false },
      { throws: "reset", accepts: false },
    ];
    on.resend.requests.length = 0;
    await on.time.forward(7 * minute, on.process);
    expect(on.resend.requests[1]?.deliveries.toSorted()).toEqual([...tooOld, ...fresh].toSorted());
    for (let step = 0; step < 2; step += 1) await on.time.forward(5 * minute, on.process);
    expect(on.resend.sent.map((mail) => mail.deliveryId).toSorted()).toEqual(fresh);
    const states = "SELECT DISTINCT state, error FROM deliveries WHERE about_id = ?";
    expect(await on.process.sql(states, old.id)).toMatchObject([
      { state: "parked", error: expect.stringContaining("seven days") },
    ]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("has a message whose guard nobody knows: the other messages go out all the same", async () => {
    await open();
    await on.process.settle();
    const before = on.resend.of(on.process.id).length;
    await on.process.inside(({ engine }, { storage }) => {
      storage.sql.exec(
        "UPDATE deliveries SET state = 'queued', guard = 'nobody-knows', guard_id = 'x', next_try_at = ?, batch_id = id WHERE id = (SELECT min(id) FROM deliveries)",
        on.time.now,
      );
      engine.outbox.restored();
      storage.sql.exec("UPDATE hub_outbox SET handed_at = NULL, unclear_at = NULL");
      return engine.outbox.pump().catch(() => {});
    });
    await on.time.forward(second, on.process);
    await on.process.run(createIncident, { title: "Another", severity: "SEV2" });
    await on.process.settle();
    expect(on.resend.of(on.process.id).length - before).toBe(3);
  });

  it("is busy for three hours: nothing is given up, and then everyone gets one", async () => {
    on.resend.always = { status: 429, headers: { "retry-after": "60" } };
    await open();
    for (let step = 0; step < 180; step += 1) await on.time.forward(minute, on.process);
    expect((await deliveries()).every((row) => row.state === "queued" && row.attempts === 0)).toBe(true);
    on.resend.always = null;
    await on.time.forward(2 * minute, on.process);
    expect(sentTo()).toEqual(everybody());
    expect(await nothingElse(on)).toBe(0);
  });

  describe("in a storm", () => {
    const titles = ["One", "Two", "Three"];
    let ids: string[];

    /** Three incidents whose first tier is due in a minute; what was told of them has been sent. */
    beforeEach(async () => {
      const tiers = [{ afterMinutes: 1, channels: ["email"], userId: on.asha.id }];
      await on.process.run(createChain, { name: "All", tiers });
      ids = [];
      for (const title of titles) ids.push((await on.process.run(createIncident, { title, severity: "SEV1" })).id);
      await on.process.settle();
      on.resend.requests.length = 0;
    });

    const pages = () =>
      on.process.sql<Delivery>("SELECT * FROM deliveries WHERE event = 'escalation.page' ORDER BY created_at, id");
    const acknowledgeFirst = () => on.process.run(acknowledgeIncident, { id: ids[0] }, on.asha.caller);

    it("sends the pages that are due together in one request, each once", async () => {
      await on.time.forward(minute, on.process);
      expect(on.resend.requests.map((request) => request.size)).toEqual([3]);
      expect(pagesTo(on)).toHaveLength(3);
      expect((await pages()).map((row) => row.state)).toEqual(["sent", "sent", "sent"]);
      expect(await nothingElse(on)).toBe(0);
    });

    it("was taken and the answer lost while one was acknowledged: the rest counts as sent, nobody gets two", async () => {
      on.resend.faults = [{ throws: "reset", accepts: true }];
      await on.time.forward(minute, on.process);
      await acknowledgeFirst();
      await on.time.forward(5 * second, on.process);
      expect(on.resend.requests.map((request) => request.size)).toEqual([3, 2]);
      expect(new Set(on.resend.requests.map((request) => request.key)).size).toBe(1);
      expect((await pages()).map((row) => row.state).sort()).toEqual(["dropped", "sent", "sent"]);
      expect(pagesTo(on)).toHaveLength(3);
      expect(await nothingElse(on)).toBe(0);
    });

    it("was not taken while one was acknowledged: the rest is sent, the page of that one never", async () => {
      on.resend.faults = [{ throws: "refused", accepts: false }];
      await on.time.forward(minute, on.process);
      await acknowledgeFirst();
      await on.time.forward(5 * second, on.process);
      expect((await pages()).map((row) => row.state).sort()).toEqual(["dropped", "sent", "sent"]);
      expect(pagesTo(on)).toHaveLength(2);
      expect(await nothingElse(on)).toBe(0);
    });

    it("was sent and could not be written down: what is due later doesn't join it, and nobody gets two", async () => {
      on.time.now += 30 * second;
      await on.process.run(createIncident, { title: "Four", severity: "SEV1" });
      await on.process.settle();
      on.resend.requests.length = 0;
      let full = true;
      await on.process.inside(({ engine }) => {
        const write = engine.runAsSystem.bind(engine);
        vi.spyOn(engine, "runAsSystem").mockImplementation((name, input) => {
          if (name === recordDeliveries.name && full) throw new Error("the disk is full");
          return write(name, input);
        });
      });
      await on.time.forward(30 * second, on.process).catch(() => {});
      full = false;
      await on.time.forward(30 * second, on.process);
      const sizes = on.resend.requests.map((request) => request.size);
      expect([sizes[0], sizes.at(-2), sizes.at(-1)]).toEqual([3, 3, 1]);
      expect(new Set(on.resend.requests.map((request) => request.key)).size).toBe(2);
      expect(pagesTo(on)).toHaveLength(4);
      expect(await nothingElse(on)).toBe(0);
    });

    it("is asked for while the hub dies: the new hub repeats the same batch under the same key", async () => {
      on.resend.faults = [{ hang: true, accepts: true }];
      on.time.now += minute;
      await on.process.alarm();
      await vi.waitFor(() => expect(on.resend.requests).toHaveLength(1));
      await kill(on.process);
      await on.process.run(createIncident, { title: "Another", severity: "SEV2" });
      await on.time.forward(5 * second, on.process);
      const [first, ...others] = on.resend.requests;
      expect(others.filter((request) => request.size === 3 && request.key === first?.key)).toHaveLength(1);
      expect(pagesTo(on)).toHaveLength(3);
      expect((await pages()).map((row) => row.state)).toEqual(["sent", "sent", "sent"]);
    });
  });
});
