import { api, assert, hydrated } from "./support.mjs";

const title = "Offline in the lift";

export default [
  {
    name: "offline, nothing is sent, what was typed stays and is sent when the network is back",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "Sanlam"));
      await page.goto("/incidents/new");
      await hydrated(page);
      await page.getByLabel("Title").fill(title);
      await page.getByRole("radio", { name: /SEV4 / }).check({ force: true });
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "Create incident" }).click();
      await page.getByText(/You are offline: this was not sent/).waitFor();
      assert((await page.getByLabel("Title").inputValue()) === title, "The title was lost.");
      await page.context().setOffline(false);
      await page.waitForURL(/\/incidents\/SANLAM-\d+/);

      const acknowledge = page.getByRole("main").getByRole("button", { name: "Acknowledge" });
      await acknowledge.waitFor();
      await page.context().setOffline(true);
      await acknowledge.click();
      await page.getByText(/You are offline: this was not sent/).waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("You have it. Paging has stopped.").waitFor();
    },
  },
  {
    name: "what is typed while the palette is still fetched goes into it, and is no shortcut of the page",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "Sanlam"));
      await page.route(/command-palette/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 800));
        await route.continue();
      });
      await page.goto("/dashboard");
      await hydrated(page);
      await page.keyboard.press("Control+k");
      await page.keyboard.type("escal");
      const field = page.getByPlaceholder(/find a record/i);
      await field.waitFor();
      await page.waitForFunction(() => document.activeElement?.matches("input") && document.activeElement.value !== "");
      assert((await field.inputValue()) === "escal", `The palette holds “${await field.inputValue()}”.`);
      assert(new URL(page.url()).pathname === "/dashboard", `A key led to ${page.url()}.`);
    },
  },
  {
    name: "a saved setting stays in its field, so that the next save does not take it back",
    async run({ signIn, account }) {
      const page = await signIn(account("admin", "Sanlam"));
      await page.goto("/settings");
      await hydrated(page);
      const field = page.getByLabel("Reminder of an unattended incident");
      const before = await field.inputValue();
      for (const minutes of ["45", before]) {
        await field.fill(minutes);
        await page.getByRole("button", { name: "Save settings" }).click();
        await page.getByText("The settings are saved.").waitFor();
        await page.locator(`input[name^="was."][value="${minutes}"]`).waitFor({ state: "attached" });
        assert((await field.inputValue()) === minutes, "The field does not show what was saved.");
        await page.getByRole("button", { name: "Dismiss" }).click();
      }
    },
  },
  {
    name: "outbox: sending all again says what came of it; on a phone the audit log says who did what",
    async run({ signIn, account, mail }) {
      const admin = await signIn(account("admin", "RDG"));
      mail.refuse(account("senior_operator", "RDG").email);
      await api(admin, "POST", "/incidents", { title: "Refused", severity: "SEV4" });
      const again = admin.getByRole("button", { name: "Send all again" });
      await mail.waitFor((message) => message.subject.includes("Refused"), { count: 3 });
      for (let tries = 0; tries < 20 && (await again.count()) === 0; tries++) {
        await admin.goto("/outbox?state=parked");
        await hydrated(admin);
      }
      await again.click();
      await admin.getByText("One message was queued again.").waitFor();

      await admin.setViewportSize({ width: 390, height: 844 });
      await admin.goto("/audit-log");
      const who = admin.locator("summary").getByText("Owen Davies").first();
      const { width } = await who.boundingBox();
      assert(width > 80, `A name has ${width} px in the audit log.`);
    },
  },
];
