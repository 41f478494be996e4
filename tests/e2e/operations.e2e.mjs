import { assert, hydrated } from "./support.mjs";

export default [
  {
    name: "operations: what breaks in a browser is a row there, and a hub is compared through its door",
    async run({ browser, baseUrl, signIn, account, screenshot }) {
      const admin = await signIn(account("super_admin"));
      await admin.goto("/operations");
      await hydrated(admin);

      // A page of its own, whose uncaught error is what this test is about.
      const context = await browser.newContext({ baseURL: baseUrl });
      const stranger = await context.newPage();
      await stranger.goto("/login");
      await hydrated(stranger);
      await stranger.evaluate(() => {
        setTimeout(() => {
          throw new TypeError("made to break for asha@momo.test");
        });
      });
      await admin.getByRole("link", { name: /made to break for \[e-mail\]/ }).click();
      const dialog = admin.getByRole("dialog", { name: "browser.error" });
      await dialog.getByText("/login").waitFor();
      await screenshot(admin, "operations-error");
      assert(!(await admin.content()).includes("asha@"), "The error shows an e-mail address.");
      await context.close();
      await admin.keyboard.press("Escape");
      await admin.waitForURL("**/operations/errors");

      await admin.goto("/operations");
      await admin.getByRole("table", { name: /hub/ }).getByRole("link", { name: "Platform" }).click();
      await admin.getByRole("button", { name: "Verify" }).click();
      const question = admin.getByRole("dialog", { name: "Verify Platform?" });
      await screenshot(admin, "operations-door");
      await question.getByRole("button", { name: "Verify" }).click();
      await admin.getByText(/rows follow from one another/).waitFor();
      await screenshot(admin, "operations-verified");

      await admin.getByRole("button", { name: "Compare", exact: true }).click();
      await admin.getByRole("dialog").getByRole("button", { name: "Compare", exact: true }).click();
      const job = admin.getByRole("listitem").filter({ hasText: "Compare hub and D1" });
      await job.getByText(/Hub and D1 are equal: [\d,]+ rows/).waitFor();
      await job.getByText("Done", { exact: true }).waitFor();
      await screenshot(admin, "operations-jobs");
    },
  },
  {
    name: "operations: without a script a hub is compared, too, and its job is on the page",
    async run({ newPage, account }) {
      const { email, password } = account("super_admin");
      const page = await newPage({ size: "narrow", javaScriptEnabled: false });
      await page.goto("/operations/sanlam");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await page.getByText(/Compare: it is under way/).waitFor();
      await page.getByRole("listitem").filter({ hasText: "Compare hub and D1" }).first().waitFor();
    },
  },
];
