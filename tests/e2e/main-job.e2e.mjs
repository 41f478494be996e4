import { api, assert, hydrated, listen } from "./support.mjs";

const title = "Card payments fail for every customer";

/** Opens an incident with the keyboard alone, as somebody does who has no hand free for a mouse. */
async function openByKeyboard(page) {
  await page.goto("/dashboard");
  await hydrated(page);
  await page.keyboard.press("c");
  await page.waitForURL("**/incidents/new");
  await page.getByLabel("Title").focus();
  await page.keyboard.type(title);
  await page.getByRole("radio", { name: /SEV1 / }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Title").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/IGNITE-\d+/);
  return page.url().match(/IGNITE-\d+/)[0];
}

/** Not those of IGNITE-10 for IGNITE-1. */
const isAbout = (message, reference) => new RegExp(`${reference}\\b`).test(message.subject);
const pagesFor = (mail, reference) =>
  mail.messages.filter((message) => isAbout(message, reference) && message.text.includes("You are paged"));

export default [
  {
    name: "two people take an incident from its opening to its end, each seeing what the other does",
    async run({ signIn, account, mail, screenshot }) {
      const operator = await signIn(account("operator", "Ignite"));
      const manager = await signIn(account("manager", "Ignite"));
      await manager.goto("/dashboard");
      await hydrated(manager);

      const reference = await openByKeyboard(operator);
      await manager.getByText(reference).first().waitFor();
      await mail.waitFor((message) => message.subject.includes(reference) && message.text.includes("You are paged"), {
        timeoutMs: 60_000,
      });

      await manager
        .getByRole("link", { name: new RegExp(reference) })
        .first()
        .click();
      await manager.waitForURL(`**/incidents/${reference}**`);
      const countdown = manager.getByRole("region", { name: "Situation" });
      await countdown.getByText(/Tier 2/).waitFor();
      await screenshot(manager, "main-job-countdown");
      await manager.getByText(/is looking at this too/).waitFor();

      await operator.keyboard.press("a");
      await countdown.getByText("paging has stopped").waitFor();
      await manager
        .getByText(/acknowledged/i)
        .first()
        .waitFor();

      await manager.getByLabel("Comment").fill("The acquirer confirms. Switching over.");
      await manager.getByRole("button", { name: /comment/i }).click();
      await operator.getByText("The acquirer confirms. Switching over.").waitFor();

      await operator.getByRole("button", { name: "Start work" }).click();
      await operator.getByRole("button", { name: "Resolve" }).waitFor();
      await operator.getByRole("button", { name: "Resolve" }).click();
      const dialog = operator.getByRole("dialog");
      await dialog.locator("textarea[name=rootCause]:focus").waitFor();
      await operator.keyboard.type("A certificate had run out.");
      await dialog.getByRole("button", { name: "Resolve" }).click();
      await manager.getByRole("button", { name: "Reopen" }).waitFor();
      await mail.waitFor((message) => isAbout(message, reference) && /resolved in/.test(message.subject), {
        timeoutMs: 60_000,
      });
      await screenshot(operator, "main-job-resolved");

      const story = await api(operator, "GET", `/incidents/${reference}`);
      assert(story.body.incident.status === "resolved", "The incident is not resolved.");
      assert(
        pagesFor(mail, reference).length === 1,
        `There were ${pagesFor(mail, reference).length} pages instead of one.`,
      );
      const twice =
        mail.messages.length -
        new Set(mail.messages.map((message) => `${message.to}|${message.subject}|${message.text}`)).size;
      assert(twice === 0, `${twice} mails were sent twice.`);
    },
  },
  {
    name: "a browser that was away gets exactly what it missed",
    async run({ signIn, account }) {
      const away = await signIn(account("operator", "RDG"));
      const here = await signIn(account("manager", "RDG"));
      const made = await api(here, "POST", "/incidents", { title: "Seen before the tunnel", severity: "SEV4" });
      const reference = made.body.incident.number;
      // The page's own clock, so that nobody waits for its next ping, half a minute away.
      await away.clock.install();
      const heard = listen(away);
      await away.goto(`/incidents/${reference}`);
      await hydrated(away);
      await heard(/"hello"/);
      await away.context().setOffline(true);
      await away.clock.fastForward(31_000);
      await away.clock.fastForward(11_000);
      await away.getByText(/Not connected/).waitFor();
      await api(here, "POST", `/incidents/${reference}/comment`, {
        text: "Written while you were away",
        visibility: "internal",
      });
      await away.context().setOffline(false);
      await away.getByText("Written while you were away").waitFor();
    },
  },
  {
    name: "two people edit one field: the second sees both versions and loses nothing",
    async run({ signIn, account, screenshot }) {
      const first = await signIn(account("operator", "Sunking"));
      const second = await signIn(account("manager", "Sunking"));
      const made = await api(first, "POST", "/incidents", {
        title: "Two pens, one field",
        severity: "SEV3",
        description: "As it was.",
      });
      const { id, number, version } = made.body.incident;
      const heard = listen(second);
      await second.goto(`/incidents/${number}`);
      await hydrated(second);
      await heard(/"hello"/);
      await second.getByRole("button", { name: "Edit description" }).click();
      const field = second.getByRole("textbox", { name: "Description" });
      await field.fill("As the second wrote it.");
      const saved = await api(first, "PATCH", `/incidents/${id}`, { description: "As the first wrote it.", version });
      assert(saved.status === 200, "The first edit was not saved.");
      await heard(/"incident\.update/);
      await second.getByRole("button", { name: "Save" }).click();
      await second.getByText("Yours").waitFor();
      await second.getByText("As the first wrote it.").first().waitFor();
      await second.getByText("As the second wrote it.").first().waitFor();
      await screenshot(second, "edit-conflict");
      const now = await api(first, "GET", `/incidents/${id}`);
      assert(now.body.incident.description === "As the first wrote it.", "The first edit was overwritten.");
      await second.getByText(/^.+ changed this while you were writing/).waitFor();
      assert((await second.getByText("Somebody changed this").count()) === 0, "Who changed it is not named.");
      await second.getByRole("button", { name: /^Take .+'s$/ }).click();
      await second.locator("button[aria-label='Edit description']:focus").waitFor();
      assert((await second.getByText("As the second wrote it.").count()) === 0, "What was given up is still shown.");
    },
  },
  {
    name: "without a script one signs in, opens an incident and acknowledges it",
    async run({ newPage, account }) {
      const { email, password } = account("operator", "MobiHive");
      const page = await newPage({ size: "narrow", javaScriptEnabled: false });
      await page.goto("/incidents/new");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByLabel("Title").fill("Nothing but forms");
      await page.getByRole("radio", { name: /SEV2 / }).check();
      await page.getByRole("button", { name: "Create incident" }).click();
      await page.getByRole("main").getByRole("button", { name: "Acknowledge" }).click();
      await page.getByText("Acknowledged", { exact: true }).first().waitFor();
    },
  },
  {
    name: "somebody deactivated is signed out of an open page, and their next request is refused",
    async run({ signIn, account }) {
      const person = await signIn(account("senior_operator", "Muzanu"));
      const admin = await signIn(account("admin", "Muzanu"));
      const heard = listen(person);
      await person.goto("/dashboard");
      await hydrated(person);
      await heard(/"hello"/);
      const { body } = await api(admin, "GET", "/users");
      const { id } = body.items.find((user) => user.role === "senior_operator");
      const done = await api(admin, "PATCH", `/users/${id}`, { isActive: false });
      assert(done.status === 200, `Deactivating answered ${done.status}.`);
      const refused = await api(person, "GET", "/incidents");
      assert(refused.status === 401, `The next request answered ${refused.status}.`);
      await person.getByRole("dialog", { name: "Your session ended" }).waitFor();
      await api(admin, "PATCH", `/users/${id}`, { isActive: true });
    },
  },
  {
    name: "signing in by the form keeps the address after a wrong password, and leads to where one wanted to go",
    async run({ newPage, account, screenshot }) {
      const page = await newPage();
      const { email, password } = account("manager", "Momo");
      await page.goto("/escalations");
      await page.waitForURL("**/login?next=**");
      await page.getByLabel(/e-mail/i).fill(email);
      await page.getByLabel(/password/i).fill("not this one");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText(/don't belong together/).waitFor();
      assert((await page.getByLabel(/e-mail/i).inputValue()) === email, "The address was lost.");
      await screenshot(page, "login-refused");
      await page.getByLabel(/password/i).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/escalations");
      await hydrated(page);
      const icon = await page.request.get(new URL("/icons/icon.svg", page.url()).href);
      for (const name of ["strict-transport-security", "x-content-type-options", "content-security-policy"])
        assert(icon.headers()[name], `A static file has no ${name}.`);
      // Of the document that showed it nothing is left, and the session is gone.
      await page.evaluate(() => Object.assign(window, { beforeSignOut: true }));
      await page.locator("button[aria-haspopup=menu]").last().click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.waitForURL("**/login");
      await hydrated(page);
      assert(!(await page.evaluate(() => "beforeSignOut" in window)), "The old document stayed.");
      assert(!(await page.content()).includes(email), "The address is still in the document.");
      await page.goto("/escalations");
      await page.waitForURL("**/login?next=**");
    },
  },
];
