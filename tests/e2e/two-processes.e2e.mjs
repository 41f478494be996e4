import { assert, expectNoViolations, hydrated } from "./support.mjs";

export default [
  {
    name: "accounts: somebody in two processes says which one, and switches by the menu to the other",
    async run({ newPage, signIn, account, screenshot }) {
      const { email, password } = account("viewer", "Sunking");
      const page = await newPage({ size: "narrow" });
      await page.goto("/login?next=/incidents");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "Choose a process" }).waitFor();
      await expectNoViolations(page, "choosing a process");
      await screenshot(page, "login-choose");
      await page.getByRole("button", { name: "Sunking" }).click();
      await page.waitForURL("**/incidents");
      await page.setViewportSize({ width: 1280, height: 800 });
      await hydrated(page);
      await page
        .getByText(/^SUNKING-\d+$/)
        .first()
        .waitFor();
      await page.locator("button[aria-haspopup=menu]").last().click();
      await page.getByRole("menuitem", { name: "Switch process" }).click();
      await page.getByText("You are in Sunking.").waitFor();
      await screenshot(page, "switch-process-of-two");
      await page.evaluate(() => Object.assign(window, { beforeSwitch: true }));
      await page.getByRole("button", { name: "Sanlam" }).click();
      await page.waitForURL("**/dashboard");
      assert(!(await page.evaluate(() => "beforeSwitch" in window)), "The old document stayed.");
      await page.goto("/incidents");
      await page
        .getByText(/^SANLAM-\d+$/)
        .first()
        .waitFor();
      assert(!(await page.content()).includes("SUNKING-"), "Something of the other process is there.");

      const alone = await signIn(account("manager", "Sunking"));
      await alone.goto("/dashboard");
      await hydrated(alone);
      const asked = alone.waitForResponse(/resources\/processes/);
      await alone.locator("button[aria-haspopup=menu]").last().click();
      await asked;
      await alone.getByRole("menuitem", { name: "Sign out" }).waitFor();
      assert(
        (await alone.getByRole("menuitem", { name: "Switch process" }).count()) === 0,
        "There is no other process.",
      );
    },
  },
];
