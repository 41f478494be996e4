import { api, assert, expectNoSidewaysScroll, expectNoViolations, hydrated, listen, settled } from "./support.mjs";

/** Counts what a browser would have let be heard and seen, and lets a test hide the window. */
function overhear() {
  window.heard = { notes: 0, notices: [] };
  AudioContext.prototype.createOscillator = new Proxy(AudioContext.prototype.createOscillator, {
    apply(target, self, args) {
      window.heard.notes += 1;
      return Reflect.apply(target, self, args);
    },
  });
  window.Notification = class {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(title) {
      window.heard.notices.push(title);
    }
    close() {}
  };
  window.away = sessionStorage.getItem("away") === "yes";
  Object.defineProperty(document, "visibilityState", { get: () => (window.away ? "hidden" : "visible") });
}

/** The state of the message that pages in the app. */
async function stateIn(page, number) {
  const { body } = await api(page, "GET", `/incidents/${number}`);
  const deliveries = body.escalation.runs.flatMap(({ executions }) => executions.flatMap((one) => one.deliveries));
  return deliveries.filter(({ channel }) => channel === "in_app").map(({ state }) => state);
}

const bar = (page) => page.getByRole("alert").filter({ hasText: "You are paged" });

async function look(ctx, page, where) {
  await settled(page);
  await ctx.screenshot(page, `${where}-wide`);
  await expectNoViolations(page, where);
  await ctx.resize(page, "narrow");
  await page.emulateMedia({ colorScheme: "dark" });
  await settled(page);
  await ctx.screenshot(page, `${where}-narrow-dark`);
  await expectNoSidewaysScroll(page, where);
  await expectNoViolations(page, `${where}, dark`, "colours");
  await page.emulateMedia({ colorScheme: "light" });
  await ctx.resize(page, "wide");
}

export default [
  {
    name: "whoever is paged in the app is told on every page, can take it there, and counts as told only when somebody looked",
    async run(ctx) {
      const admin = await ctx.signIn(ctx.account("manager", "MBA"));
      const people = await api(admin, "GET", "/users");
      const { id: userId } = people.body.items.find(({ role }) => role === "admin");
      const chain = {
        name: "In the app",
        severity: "SEV3",
        tiers: [{ afterMinutes: 0, channels: ["in_app"], userId }],
      };
      assert((await api(admin, "POST", "/escalation-chains", chain)).status === 201, "The chain was not made.");
      const boss = await ctx.signIn(ctx.account("admin", "MBA"));
      await boss.context().addInitScript(overhear);
      const open = async (title) => {
        const made = await api(admin, "POST", "/incidents", { title, severity: "SEV3" });
        return made.body.incident.number;
      };

      const first = await open("Payouts wait");
      assert((await stateIn(admin, first)).join() === "unseen", "It counts as told though nobody looked.");
      const heard = listen(boss);
      await boss.goto("/people");
      await bar(boss).getByText(`SEV3 ${first}`).waitFor();
      await hydrated(boss);
      await heard(/"hello"/);
      await boss.waitForFunction(() => document.title.startsWith("Paged: SEV3"));
      assert((await boss.getAttribute('link[rel="icon"]', "href")).includes("alert"), "The icon shows nothing.");
      await look(ctx, boss, "alert-bar");
      await boss.getByRole("link", { name: "Audit log" }).click();
      await boss.waitForURL("**/audit-log");
      await boss.waitForFunction(() => document.title.startsWith("Paged: SEV3") && document.title.includes("Audit"));
      assert((await stateIn(admin, first)).join() === "sent", "A browser took it, and it does not count as sent.");
      await boss.keyboard.press("a");
      await bar(boss).waitFor({ state: "detached" });
      await boss.getByText(/Paging has stopped/).waitFor();
      await boss.waitForFunction(() => !document.title.startsWith("Paged"));
      const { body } = await api(admin, "GET", `/incidents/${first}`);
      assert(body.incident.status === "acknowledged", `It is ${body.incident.status}.`);
      assert((await boss.evaluate(() => window.heard.notes)) === 0, "It rang though nobody had asked for it.");

      await boss.getByRole("button", { name: "Ngozi Eze" }).click();
      await boss.getByRole("menuitem", { name: "When you are paged" }).click();
      const dialog = boss.getByRole("dialog");
      await dialog.getByLabel(/^Ring/).check();
      await dialog.getByLabel(/^Notification/).check();
      await dialog.getByRole("button", { name: "Try it" }).click();
      await boss.waitForFunction(() => window.heard.notes > 0 && window.heard.notices.length === 1);
      // A toast that goes away meanwhile would never be at rest.
      await boss.getByText("It rang.").waitFor({ state: "detached" });
      await look(ctx, boss, "alert-settings");
      await boss.keyboard.press("Escape");
      await boss.evaluate(() => {
        window.heard = { notes: 0, notices: [] };
        window.away = true;
      });
      const second = await open("Payouts wait again");
      await boss.waitForFunction(() => window.heard.notes > 0 && window.heard.notices.length === 1);
      assert(
        (await boss.evaluate(() => window.heard.notices[0])) === `You are paged: SEV3 ${second}`,
        "It said something else.",
      );
      await admin.waitForFunction(
        async (path) => (await (await fetch(path)).text()).includes('"state":"sent"'),
        `/api/incidents/${second}`,
      );

      // Neither looked at nor heard: nobody was told.
      await boss.evaluate(() => localStorage.removeItem("d2c:alerts"));
      const watcher = await ctx.signIn(ctx.account("operator", "MBA"));
      await watcher.goto("/incidents");
      await hydrated(watcher);
      await watcher.getByText(second).first().waitFor();
      const third = await open("Payouts wait still");
      await bar(boss).getByText("and 1 more").waitFor();
      // A list that is open keeps it back, and says how bad it is.
      await watcher.getByRole("button", { name: "SEV3 1 new" }).waitFor();
      assert((await stateIn(admin, third)).join() === "unseen", "A window in the background took it in silence.");
      await boss.evaluate(() => {
        window.away = false;
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await admin.waitForFunction(
        async (path) => (await (await fetch(path)).text()).includes('"state":"sent"'),
        `/api/incidents/${third}`,
      );

      // Without a script, too.
      const plain = await boss.context().browser().newContext({ baseURL: ctx.baseUrl, javaScriptEnabled: false });
      await plain.addCookies(await boss.context().cookies());
      const still = await plain.newPage();
      await still.goto("/on-call");
      await still.getByRole("button", { name: /^Acknowledge/ }).click();
      await still.getByText("Acknowledged").first().waitFor();
      await plain.close();
      await bar(boss).getByText("and 1 more").waitFor({ state: "detached" });
      await bar(boss).waitFor();
    },
  },
];
