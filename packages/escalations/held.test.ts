import { describe, expect, it } from "vitest";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { call } from "#tests/support/harness.ts";
import { withoutMailKey } from "#tests/support/mail-key.ts";
import { postForm } from "#tests/support/pages.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { pageChannels } from "./channels.server.ts";
import { pageChoices } from "./choices.server.ts";
import { dryRun } from "./dry-run.server.ts";

describe("a page whose way takes nothing", () => {
  const on = pagingFixture();
  const trouble = async () =>
    (await on.process.view(pageChannels, {}))
      .filter(({ problem, inUse }) => problem && inUse)
      .map(({ channel, problem }) => `${channel}: ${problem}`);
  const plan = async () => {
    const { pages, unreachable } = await on.process.view(dryRun, { severity: "SEV1", at: "2031-05-05T12:00" });
    return [pages.map(({ held }) => held.map(({ channel }) => channel)), unreachable];
  };

  it("is said to reach nobody: in the dry run, for the team and in the story; and leaves as soon as the way is there", async () => {
    await on.chain([
      on.tier(0),
      { ...on.tier(10, on.ben.id), channels: ["slack"] },
      { ...on.tier(20), channels: ["email", "in_app"] },
    ]);
    expect([await trouble(), await plan()]).toEqual([["slack: no Slack address is set"], [[[], ["slack"], []], 1]]);
    const setUp = await withoutMailKey(on.process);
    expect(await trouble()).toEqual(["email: no mail service is set up", "slack: no Slack address is set"]);
    expect(await plan()).toEqual([[["email"], ["slack"], ["email"]], 2]);

    const { id, number } = await on.open();
    await on.wait(0);
    await on.wait(20);
    const told = (await on.told(id)).filter((line) => line.startsWith("paged"));
    expect(told).toEqual([
      `paged: Tier 1 of “Chain” tried to page Asha by e-mail (held: no mail service is set up) for ${number}`,
      `paged: Tier 2 of “Chain” tried to page Ben by Slack (held: no Slack address is set) for ${number}, 10 min late`,
      `paged: Tier 3 of “Chain” paged Asha in the app, and tried by e-mail (held: no mail service is set up) for ${number}`,
    ]);
    expect((await on.process.view(pageChoices, { id })).held).toEqual([
      { channel: "email", problem: "no mail service is set up" },
    ]);
    const byHand = await call("POST", `/api/incidents/${id}/page`, { as: on.asha, body: { userIds: [on.ben.id] } });
    expect(byHand.body).toMatchObject({ held: ["no mail service is set up"] });
    expect(on.resend.of(on.process.id)).toEqual([]);

    await setUp();
    await on.time.forward(minute, on.process);
    // All that was held, once each, without anybody asking for it.
    expect(on.paged().sort()).toEqual(["Asha", "Asha", "Ben"]);
    await on.process.run(updateProcess, { slackWebhookUrl: "https://hooks.slack.com/services/T/B/x" });
    expect([await trouble(), (await plan())[1]]).toEqual([[], 0]);
    expect(await nothingElse(on)).toBe(0);
  });

  it("is told to whoever pages by hand from the page of it, also without a script", async () => {
    const { id } = await on.open();
    const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
    const to = `/incidents/${id}/page`;
    const nobody = await postForm(to, { as: on.asha, body: form({ to: "" }) });
    expect([nobody.status, nobody.text]).toEqual([422, expect.stringContaining("Choose whom to page.")]);
    const body = form({ to: `user:${on.ben.id}`, note: "Come", commandId: crypto.randomUUID() });
    const [first, again] = [await postForm(to, { as: on.asha, body }), await postForm(to, { as: on.asha, body })];
    expect([first.status, again.status]).toEqual([302, 302]);
    expect(first.headers.get("location")).toBe(`/incidents/${id}`);
    await on.process.settle();
    expect(on.paged()).toEqual(["Ben"]);
    expect(await nothingElse(on)).toBe(0);
  });
});

describe("the dry run", () => {
  const on = pagingFixture();

  it("says where the clock changes between two pages, and which moment is meant by a time that is skipped or comes twice", async () => {
    await on.process.run(updateProcess, { timeZone: "Europe/London" });
    await on.chain([on.tier(0, null), on.tier(45, null)]);
    const ask = async (at: string) => on.process.view(dryRun, { severity: "SEV1", at });
    const back = await ask("2031-10-26T01:30");
    expect(back.clockChanges).toEqual([{ at: "2031-10-26T01:00:00.000Z", goes: "back", from: "BST", to: "GMT" }]);
    expect(back.note).toBe("01:30 comes twice on Sun 26 Oct: the clock is put back. The first is meant.");
    const skipped = await ask("2031-03-30T01:30");
    expect(skipped.note).toBe("01:30 does not exist on Sun 30 Mar: the clock is put forward. 02:30 is meant.");
    expect(await ask("2031-10-27T01:30")).toMatchObject({ note: null, clockChanges: [] });
    expect(skipped.presets).toEqual([
      { label: "Next 03:00", at: "2031-05-06T03:00" },
      { label: "Next gap within 14 nights", at: "2031-05-06T03:00" },
      { label: "Next clock change", at: "2031-10-26T01:45" },
    ]);
  });
});
