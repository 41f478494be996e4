import { afterEach, expect, it, vi } from "vitest";
import type { Notice } from "#packages/core/notice.ts";
import { commentOnIncident } from "#packages/incidents/commands/talk.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { TestProcess } from "#tests/support/harness.ts";
import { FakeResend, plainBody } from "#tests/support/mail.ts";

afterEach(() => vi.restoreAllMocks());

it("a notice reaches who is active and may read what it is about, each once a way, and no address is the verb's business", async () => {
  new FakeResend().install();
  const process = await TestProcess.create();
  const [asha, ben, client, gone] = await Promise.all([
    process.user("manager", { name: "Asha" }),
    process.user("operator", { name: "Ben" }),
    process.user("client"),
    process.user("operator"),
  ]);
  await process.run(updateUserAccess, { id: gone.id, isActive: false });
  const told = async (notice: Pick<Notice, "people" | "channels">) => {
    await process.sql("DELETE FROM deliveries");
    await process.sql("DELETE FROM messages");
    vi.spyOn(commentOnIncident, "run").mockImplementation((ctx) => {
      ctx.notify({
        event: "test",
        about: { kind: "incident", id: "inc_x" },
        mail: { subject: "s", body: plainBody("t") },
        lane: "bulk",
        group: "grp",
        ...notice,
      });
      return { ok: true, value: { seq: 0 } as never };
    });
    await process.run(commentOnIncident, { id: "inc_x", text: "x" });
    await process.settle();
    const [{ n } = { n: 0 }] = await process.sql<{ n: number }>("SELECT count(*) AS n FROM messages");
    const rows = await process.sql(
      "SELECT channel, recipient, about_kind, about_id, group_id, lane FROM deliveries ORDER BY channel, recipient",
    );
    return { messages: n, rows };
  };
  const row = (channel: string, recipient: string) => ({
    channel,
    recipient,
    about_kind: "incident",
    about_id: "inc_x",
    group_id: "grp",
    lane: "bulk",
  });
  const all = [client.id, gone.id, "usr_unknown", asha.id, asha.id];
  expect(await told({ people: all })).toEqual({ messages: 1, rows: [row("email", asha.email)] });
  expect(await told({ people: "team" })).toEqual({
    messages: 1,
    rows: [row("email", asha.email), row("email", ben.email)],
  });
  expect(await told({ people: [asha.id], channels: ["in_app", "slack", "email"] })).toEqual({
    messages: 1,
    rows: [row("email", asha.email), row("in_app", asha.email), row("slack", "Slack")],
  });
  expect(await told({ people: [], channels: ["webhook"] })).toEqual({ messages: 1, rows: [row("webhook", "webhook")] });
  expect(await told({ people: [client.id] })).toEqual({ messages: 0, rows: [] });
});
