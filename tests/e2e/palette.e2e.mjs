import { api, assert, expectNoViolations, hydrated } from "./support.mjs";

export default [
  {
    name: "the palette acts on what is open, forgives typos, goes to places and records, and says what to do when nothing matches",
    async run(ctx) {
      const page = await ctx.signIn(ctx.account("manager", "Muzanu"));
      const made = await api(page, "POST", "/incidents", { title: "Certificate of the gateway", severity: "SEV4" });
      const { number } = made.body.incident;
      await page.goto(`/incidents/${number}`);
      await hydrated(page);
      const palette = page.getByRole("dialog", { name: "Find, go to or do" });
      const open = async (text) => {
        await page.keyboard.press("Control+k");
        await palette.getByRole("combobox").waitFor();
        await page.keyboard.type(text);
      };
      const take = async (text, option) => {
        await open(text);
        await palette.getByRole("option", { name: option }).first().waitFor();
        await palette.getByRole("option", { name: option }).first().click();
      };
      const incident = async () => (await api(page, "GET", `/incidents/${number}`)).body.incident;

      await open("");
      await expectNoViolations(page, "the palette");
      await ctx.screenshot(page, "palette");
      await page.keyboard.press("Escape");
      await palette.waitFor({ state: "detached" });

      await take("ack", `Acknowledge ${number}`);
      await page
        .getByText(/^Acknowledged/)
        .first()
        .waitFor();
      assert((await incident()).status === "acknowledged", "It was not acknowledged.");
      await take("severity", `Set the severity of ${number}`);
      await page.keyboard.type("sev2");
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "detached" });
      await page.waitForFunction(
        async (path) => (await (await fetch(path)).json()).incident.severity === "SEV2",
        `/api/incidents/${number}`,
      );
      await take("assign", `Assign ${number} to`);
      await page.keyboard.type("Chanda");
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "detached" });
      await page.waitForFunction(async (path) => {
        const { incident: shown } = await (await fetch(path)).json();
        const { items } = await (await fetch("/api/users")).json();
        return items.find(({ id }) => id === shown.assignedToId)?.name.startsWith("Chanda");
      }, `/api/incidents/${number}`);
      await take("wake", `Page somebody for ${number}`);
      await page.waitForURL(`**/incidents/${number}/page**`);

      await page.goto("/people");
      await hydrated(page);
      await open("");
      await palette.getByText("Seen lately").waitFor();
      await palette.getByRole("option", { name: number }).waitFor();
      await page.keyboard.type("dry run");
      await palette.getByRole("option", { name: "Dry run", selected: true }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/escalations/dry-run**");
      await hydrated(page);
      await take("Certifcate gatway", number);
      await page.waitForURL(`**/incidents/${number}**`);
      await take("dark", "Theme: dark");
      await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
      await open("zzzzqqqq");
      await palette.getByText(/Nothing matches “zzzzqqqq”/).waitFor();
      await palette.getByText(/Try fewer words/).waitFor();
    },
  },
];
