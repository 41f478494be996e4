import { assert, expectNoViolations, hydrated } from "./support.mjs";

export default [
  {
    name: "a super admin stands on the board and goes between processes; whose part is not there yet is welcomed",
    async run(ctx) {
      const omar = await ctx.signIn(ctx.account("super_admin"));
      await omar.goto("/");
      await omar.waitForURL("**/board");
      await hydrated(omar);
      await omar
        .getByRole("button", { name: /choose a process/ })
        .first()
        .click();
      await expectNoViolations(omar, "the menu of processes");
      await omar.getByRole("list").getByRole("link", { name: "RDG" }).click();
      await omar.waitForURL("**/dashboard?processId=rdg");
      // The choice goes along, and is remembered where a page is about one process.
      await omar
        .getByRole("navigation", { name: "Main", exact: true })
        .getByRole("link", { name: "Incidents" })
        .click();
      await omar.waitForURL("**/incidents?processId=rdg");
      await omar.goto("/board");
      await hydrated(omar);
      const chains = omar
        .getByRole("navigation", { name: "Main", exact: true })
        .getByRole("link", { name: "Escalations" });
      assert((await chains.getAttribute("href")) === "/escalations?processId=rdg", "The last process is forgotten.");

      for (const role of ["client", "growth"]) {
        const page = await ctx.signIn(ctx.account(role, "Ignite"));
        await page.goto("/");
        await page.waitForURL("**/welcome");
        await page.getByRole("heading", { level: 1 }).waitFor();
      }
    },
  },
];
