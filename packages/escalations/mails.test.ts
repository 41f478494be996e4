import { expect, it } from "vitest";
import { reopenIncident, resolveIncident } from "#packages/incidents/commands/move.server.ts";
import { minute, nothingElse } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";

const on = pagingFixture();
const sent = () => on.resend.of(on.process.id);
const subjects = (to: string) => sent().flatMap((mail) => (mail.to === to ? [mail.subject] : []));

it("a page is told from a notice by its subject and look, says who is next, and who is paged at once gets no notice as well", async () => {
  await on.chain([on.tier(0), on.tier(15, on.ben.id)]);
  const { number } = await on.open();
  await on.wait(0);
  expect(subjects(on.asha.email)).toEqual([`PAGE SEV1 ${number}: Down (tier 1)`]);
  expect(subjects(on.ben.email)).toEqual([`[SEV1] ${number} Down`]);
  await on.wait(15);
  expect(subjects(on.ben.email)).toEqual([`[SEV1] ${number} Down`, `PAGE SEV1 ${number}: Down (tier 2)`]);
  const [notice, page, last] = ["[SEV1]", "(tier 1)", "(tier 2)"].map((part) =>
    sent().find(({ subject }) => subject.includes(part)),
  );
  expect(page?.text).toContain("Next: Ben in 15 min if nobody acknowledges");
  expect(last?.text).toContain("Next: Nobody: you are the last to be paged.");
  expect(page?.html).toContain("You are paged");
  expect(notice?.html).not.toContain("You are paged");
  for (const mail of [notice, page]) expect(mail?.html).toMatch(/background:#B42318[^>]*>\s*SEV1 Critical/);
  // Of a page what to do comes before the story; of a notice after it.
  const place = (mail: typeof page) => {
    const html = mail?.html ?? "";
    return Math.sign(
      html.indexOf("/incidents/") - html.indexOf('<table role="presentation" cellpadding="0" cellspacing="0" style'),
    );
  };
  expect([place(page), place(notice)]).toEqual([-1, 1]);
  expect(await nothingElse(on)).toBe(0);
});

it("numbers of an incident that was opened again are those of this time, and say so", async () => {
  const { id } = await on.open();
  on.time.now += 20 * minute;
  await on.process.run(resolveIncident, { id });
  on.time.now += 60 * minute;
  const again = await on.process.run(reopenIncident, { id });
  expect(again.reopenedAt).toBe(new Date(on.time.now).toISOString());
  on.time.now += 3 * minute;
  await on.process.run(resolveIncident, { id });
  await on.process.settle();
  const [first, second] = sent().filter(({ subject, to }) => subject.includes("resolved") && to === on.asha.email);
  expect(first?.text).toContain("after 20 min.");
  expect(first?.text).not.toContain("Opened again");
  expect(second?.subject).toContain("resolved in 3 min:");
  expect(second?.text).toContain("after 3 min since it was opened again.");
  expect(second?.text).toContain("Opened again: 5 May 2031");
  expect(await nothingElse(on)).toBe(0);
});
