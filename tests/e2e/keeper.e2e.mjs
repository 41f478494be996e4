import { api, assert, hydrated } from "./support.mjs";

const isAct = (request) => request.method() !== "GET" && /\.data(\?|$)/.test(request.url());

/** What is sent next comes to this, in the place of its answer. */
async function once(page, answer) {
  let taken = false;
  await page.route("**/*.data*", (route) => {
    if (taken || !isAct(route.request())) return route.fallback();
    taken = true;
    return answer(route);
  });
}

/** Carried out, and the answer is lost on its way. */
const lose = async (route) => {
  await route.fetch();
  await route.abort("connectionreset");
};

/** As the server writes what an action has thrown. */
const refuse = (status, message) => (route) =>
  route.fulfill({
    status,
    contentType: "text/x-script",
    body: `[{"_1":2},"error",["ErrorResponse",3,6,7],{"_1":4},{"_5":8},"message",${status},"","${message}"]\n`,
  });

const incidents = async (page, text) => {
  const { body } = await api(page, "GET", `/incidents?q=${encodeURIComponent(text)}`);
  return body.items.filter(({ title }) => title === text).length;
};

const forms = {
  incident: () => ({
    path: "/incidents/new",
    field: (page) => page.getByLabel("Title"),
    fill: async (page, text) => {
      await page.getByRole("radio", { name: /SEV4 / }).check({ force: true });
      await page.getByLabel("Title").fill(text);
    },
    button: (page) => page.getByRole("button", { name: "Create incident" }),
    saved: (page) => page.waitForURL(/\/incidents\/[A-Z]+-\d+/),
    count: incidents,
  }),
  comment: (number) => ({
    path: `/incidents/${number}`,
    field: (page) => page.getByLabel("Comment", { exact: true }),
    fill: (page, text) => page.getByLabel("Comment", { exact: true }).fill(text),
    button: (page) => page.getByRole("button", { name: "Comment", exact: true }),
    saved: (page, text) => page.locator("li").getByText(text).first().waitFor(),
    count: async (page, text) => {
      const { body } = await api(page, "GET", `/incidents/${number}`);
      return JSON.stringify(body).split(`"${text}"`).length - 1;
    },
  }),
  chain: () => ({
    path: "/escalations/new",
    field: (page) => page.getByLabel("Name"),
    fill: (page, text) => page.getByLabel("Name").fill(text),
    button: (page) => page.getByRole("button", { name: "Create chain" }),
    saved: (page) => page.waitForURL(/\/escalations$/),
    count: async (page, text) => {
      const { body } = await api(page, "GET", "/escalation-chains");
      return body.items.filter(({ name }) => name === text).length;
    },
  }),
};

/** Each way in which what was typed could get lost while it is sent, and what is told of it. */
const ways = {
  offline: {
    before: (page) => page.context().setOffline(true),
    told: /You are offline: this was not sent. What you typed is still here. It is sent again by itself/,
    after: (page) => page.context().setOffline(false),
  },
  "answer lost": {
    before: (page) => once(page, lose),
    told: /No answer came, so it may or may not have been saved/,
    after: (page) => page.getByRole("button", { name: "Send again" }).click(),
  },
  "server away": {
    before: (page) => once(page, refuse(503, "Away.")),
    told: /can't answer right now, so this may or may not have been saved/,
    after: (page) => page.getByRole("button", { name: "Send again" }).click(),
  },
  "too many requests": {
    before: (page) => once(page, refuse(429, "Too many requests within a minute.")),
    told: /Too many requests within a minute/,
    after: (page) => page.getByRole("button", { name: "Send again" }).click(),
  },
};

const textIn = (form, page) => form.field(page).inputValue();

async function open(page, form) {
  await page.goto(form.path);
  await hydrated(page);
  await page.waitForLoadState("networkidle");
}

async function sendBadly(page, form, name, { before, told, after }) {
  const text = `Keeper ${name}`;
  await open(page, form);
  await form.fill(page, text);
  await before(page);
  await form.button(page).click();
  await page.getByText(told).waitFor();
  assert((await textIn(form, page)) === text, `${name}: the text is gone.`);
  await after(page);
  await form.saved(page, text);
  const found = await form.count(page, text);
  assert(found === 1, `${name}: saved ${found} times.`);
}

async function signInAgain(page, { password }) {
  const dialog = page.getByRole("dialog", { name: "Your session ended" });
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Sign in and go on" }).click();
}

/** Both at once: the session has ended, and the page hears of it by its socket or by the answer. */
async function endSession(page, form, name, account) {
  const text = `Keeper ${name} session`;
  await open(page, form);
  await form.fill(page, text);
  await api(page, "POST", "/auth/logout");
  await page.getByRole("dialog", { name: "Your session ended" }).waitFor();
  assert((await textIn(form, page)) === text, `${name}: the text is gone with the session.`);
  await signInAgain(page, account);
  await page.getByRole("dialog", { name: "Your session ended" }).waitFor({ state: "detached" });
  await form.button(page).click();
  await form.saved(page, text);
  assert((await form.count(page, text)) === 1, `${name}: not saved once after the session ended.`);
}

/** A click elsewhere asks; what is left behind is here again, also when its script is another release's; then it is discarded. */
async function leave(page, form, name) {
  const text = `Keeper ${name} draft`;
  await open(page, form);
  await form.fill(page, text);
  const away = page.getByRole("link", { name: "On-call", exact: true }).first();
  await away.click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Keep writing" }).click();
  assert((await textIn(form, page)) === text, `${name}: the text is gone though nobody left.`);
  await away.click();
  await question.getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/\/on-call/);
  await open(page, form);
  await page.getByText(/^Draft of/).waitFor();
  assert((await textIn(form, page)) === text, `${name}: the draft is not here again.`);
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByText(/^Draft of/).waitFor({ state: "detached" });
  assert((await textIn(form, page)) === "", `${name}: what was discarded is still here.`);
  await open(page, form);
  assert((await textIn(form, page)) === "", `${name}: what was discarded came back.`);
}

async function eachForm(ctx, on) {
  const account = ctx.account("manager", "MobiHive");
  const page = await ctx.signIn(account);
  page.on("dialog", (dialog) => dialog.accept());
  const made = await api(page, "POST", "/incidents", { title: "Keeper comments", severity: "SEV4" });
  const { number } = made.body.incident;
  for (const [name, form] of Object.entries(forms)) await on(page, form(number), name, account);
}

/** Another release is there, without the script of the page that is gone to: the router loads the present page anew. */
async function otherRelease(page) {
  const form = forms.incident();
  await open(page, form);
  await form.fill(page, "Keeper release");
  const script = await page.evaluate(
    () => Object.values(window.__remixManifest.routes).find(({ path }) => path === "on-call").module,
  );
  await page.route(`**${script}`, (route) => route.abort());
  await page.getByRole("link", { name: "On-call", exact: true }).first().click();
  const leave = page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Leave" });
  const draft = page.getByText(/^Draft of/);
  // The router loads the page anew where a script is gone: before the question or after it, as the script is fetched.
  await leave.or(draft).first().waitFor();
  if ((await draft.count()) === 0) await leave.click({ timeout: 5_000 }).catch(() => {});
  await draft.waitFor();
  assert((await textIn(form, page)) === "Keeper release", "The text is gone with the release.");
}

/** While a chain and a setting are written, somebody else saves them: both versions are there, and neither is lost unseen. */
async function overtaken(page) {
  const tiers = [{ afterMinutes: 5, channels: ["email"], userId: null }];
  const made = await api(page, "POST", "/escalation-chains", { name: "Keeper mine", isActive: false, tiers });
  const { id, version } = made.body.chain;
  await page.goto(`/escalations/${id}`);
  await hydrated(page);
  await page.getByLabel("Name").fill("Keeper still mine");
  await api(page, "PATCH", `/escalation-chains/${id}`, { version, name: "Keeper theirs" });
  await page.getByText("Somebody changed this while you were writing.").waitFor();
  await page.getByText("Now it is “Keeper theirs”").waitFor();
  assert((await page.getByLabel("Name").inputValue()) === "Keeper still mine", "Their version replaced the text.");
  await page.getByRole("button", { name: "Take theirs" }).click();
  await page.waitForFunction(() => document.querySelector("input[name=name]")?.value === "Keeper theirs");
  await page.getByLabel("Name").fill("Keeper after theirs");
  await page.getByRole("button", { name: "Save chain" }).click();
  await page.waitForURL(/\/escalations$/);
  await page.getByText("Keeper after theirs").waitFor();

  const { body } = await api(page, "GET", "/auth/me");
  await page.goto("/settings");
  await hydrated(page);
  const field = page.getByLabel("Reminder of an unattended incident");
  await field.fill("41");
  await api(page, "PATCH", `/processes/${body.user.processId}`, { unattendedMinutes: 52 });
  await page.getByRole("button", { name: "Save settings" }).click();
  await page.getByText(/changed this meanwhile. Save again to replace it/).waitFor();
  await page.getByText("Theirs: 52 minutes").waitFor();
  assert((await field.inputValue()) === "41", "What was typed into the settings is gone.");
  await page.getByRole("button", { name: "Save settings" }).click();
  await page.getByText("The settings are saved.").waitFor();
  assert((await field.inputValue()) === "41", "The setting was not saved.");
}

export default [
  {
    name: "keeper: a form whose request fails keeps its text, says what is known, and is saved once",
    run: (ctx) =>
      eachForm(ctx, async (page, form, name) => {
        for (const [way, how] of Object.entries(ways)) await sendBadly(page, form, `${name} ${way}`, how);
      }),
  },
  {
    name: "keeper: a session that ends, and a click elsewhere, lose no text",
    run: (ctx) =>
      eachForm(ctx, async (page, form, name, account) => {
        await leave(page, form, name);
        await endSession(page, form, name, account);
      }),
  },
  {
    name: "keeper: another release and somebody else's edit lose no text",
    async run(ctx) {
      const page = await ctx.signIn(ctx.account("admin", "MobiHive"));
      page.on("dialog", (dialog) => dialog.accept());
      await overtaken(page);
      await otherRelease(page);
    },
  },
  {
    name: "keeper: where nothing can be kept on the device, leaving a form says that its text is lost",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "MobiHive"));
      const leave = async () => {
        const form = forms.incident();
        await open(page, form);
        await form.fill(page, "Nowhere else");
        // A draft is written once the typing has paused.
        await page.waitForTimeout(500);
        await page.getByRole("link", { name: "Dashboard" }).first().click();
      };
      await leave();
      await page.getByText(/stays on this device as a draft/).waitFor();
      await page.getByRole("button", { name: "Keep writing" }).click();
      await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("There is no room left.", "QuotaExceededError");
        };
      });
      page.on("dialog", (dialog) => dialog.accept());
      await leave();
      await page.getByText(/is lost when you leave/).waitFor();
      await page.getByRole("button", { name: "Leave and lose it" }).click();
      await page.waitForURL(/\/dashboard/);
    },
  },
];
