import { api, assert, expectNoSidewaysScroll, expectNoViolations, settled } from "./support.mjs";

/** The same acts with a script and without one. */
export default [
  {
    name: "somebody is paged by hand, and a chain is switched off after a question and on again by one press, with a script and without one",
    async run(ctx) {
      const manager = await ctx.signIn(ctx.account("manager", "Muzanu"));
      const people = await api(manager, "GET", "/users");
      const [operator, senior] = ["operator", "senior_operator"].map((role) =>
        people.body.items.find((person) => person.role === role),
      );
      const made = await api(manager, "POST", "/incidents", { title: "Nobody has this", severity: "SEV4" });
      const { id, number } = made.body.incident;
      const chain = await api(manager, "POST", "/escalation-chains", {
        name: "For the switch",
        severity: "SEV4",
        tiers: [{ afterMinutes: 600, channels: ["email"], userId: operator.id }],
      });
      assert(chain.status === 201, "The chain was not made.");
      const plain = await ctx.signIn(ctx.account("manager", "Muzanu"), { javaScriptEnabled: false });
      for (const [turn, page] of [plain, manager].entries()) {
        await page.goto(`/incidents/${number}/page`);
        await page.getByLabel(turn === 0 ? operator.name : senior.name).check();
        await page.getByLabel("A word to them").fill(`Turn ${turn}`);
        if (turn === 1) {
          await settled(page);
          await ctx.screenshot(page, "page-someone");
          await expectNoViolations(page, "paging somebody");
          await ctx.resize(page, "narrow");
          await expectNoSidewaysScroll(page, "paging somebody");
          await ctx.resize(page, "wide");
        }
        await page.getByRole("button", { name: "Page now" }).click();
        await page.waitForURL(`**/incidents/${number}`);
        const { body } = await api(manager, "GET", `/incidents/${id}`);
        const told = body.timeline.filter(({ action }) => action === "paged").map(({ summary }) => summary);
        assert(told.length === turn + 1, `After turn ${turn} it was told ${told.length} times: ${told.join(" | ")}`);
        assert(told.at(-1).endsWith(`Turn ${turn}`), `The word to them is missing: ${told.at(-1)}`);

        await page.goto("/escalations");
        await page.getByRole("switch", { name: "For the switch is active" }).click();
        await page.waitForURL("**/off");
        await page.getByText("Without it nobody is paged by itself for SEV4").waitFor();
        if (turn === 1) await expectNoViolations(page, "switching a chain off");
        await page.getByRole("button", { name: "Switch off" }).click();
        await page.waitForURL("**/escalations?off=*");
        await page.getByRole("button", { name: "Undo" }).click();
        await page.waitForURL((url) => url.pathname === "/escalations" && !url.searchParams.has("off"));
        const again = await api(manager, "GET", `/escalation-chains/${chain.body.chain.id}`);
        assert(again.body.chain.isActive, "Undo did not switch it on.");
      }
    },
  },
];
