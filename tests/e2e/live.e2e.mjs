import { setTimeout as sleep } from "node:timers/promises";
import { api, assert, expectNoSidewaysScroll, expectNoViolations, hydrated, listen, settled } from "./support.mjs";

const half = "Half a sentence that nobody has sent";
const comment = (page) => page.getByLabel("Comment");

/** Incidents that only this test knows, in the process of whoever makes them. */
async function makeIncidents(page, count, name) {
  const made = [];
  for (let n = 1; n <= count; n++) {
    const { body } = await api(page, "POST", "/incidents", { title: `${name} ${n}`, severity: "SEV4" });
    made.push(body.incident);
  }
  return made;
}

/** Fifty events a second for ten seconds: ten incidents are tagged or untagged together, five times a second. */
async function storm(page, incidents) {
  const ids = incidents.map(({ id }) => id);
  const answers = [];
  for (let round = 0; round < 50; round++) {
    const action = round % 2 === 0 ? "tag" : "untag";
    answers.push(api(page, "POST", "/incidents/bulk", { action, ids, tag: "storm" }));
    await sleep(200);
  }
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  assert(
    statuses.every((status) => status === 200),
    `The storm was refused: ${statuses}.`,
  );
}

/** A phone in the dark and a desk by day, with whatever is open now. */
async function look({ resize, screenshot }, page, where) {
  for (const [size, colorScheme] of [
    ["narrow", "dark"],
    ["wide", "light"],
  ]) {
    await resize(page, size);
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await screenshot(page, `${where.replaceAll(" ", "-")}-${size}-${colorScheme}`);
    await expectNoSidewaysScroll(page, `${where}, ${size}`);
    await expectNoViolations(page, `${where}, ${size}, ${colorScheme}`);
  }
}

/** How often the data of the page at `path` is loaded from now on. */
function countLoads(page, path) {
  const loads = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === `${path}.data`) loads.push(Date.now());
  });
  return loads;
}

export default [
  {
    name: "live: in a storm of fifty events a second pages stay usable, load at most every two seconds, and show the last state",
    async run({ signIn, account }) {
      const busy = await signIn(account("operator", "Ignite"));
      const watcher = await signIn(account("manager", "Ignite"));
      const writer = await signIn(account("manager", "Ignite"));
      const incidents = await makeIncidents(busy, 10, "Stormy");
      const [first] = incidents;
      const heard = listen(watcher);
      await watcher.goto("/dashboard");
      await writer.goto(`/incidents/${first.number}`);
      await Promise.all([hydrated(watcher), hydrated(writer), heard(/"hello"/)]);
      await comment(writer).fill(half);
      const loads = countLoads(watcher, "/dashboard");
      const began = Date.now();
      const blowing = storm(busy, incidents);
      await sleep(2_000);
      await watcher.getByRole("navigation").getByRole("link", { name: "Escalations" }).first().click();
      await watcher.waitForURL("**/escalations");
      await watcher.getByRole("heading", { name: "Escalations", level: 1 }).waitFor();
      await watcher.getByRole("navigation").getByRole("link", { name: "Dashboard" }).first().click();
      await watcher.waitForURL("**/dashboard");
      await blowing;
      const lasted = Date.now() - began;
      await api(busy, "POST", `/incidents/${first.number}/comment`, {
        text: "The storm is over",
        visibility: "internal",
      });
      await writer.getByText("The storm is over").waitFor();
      await api(busy, "POST", `/incidents/${first.number}/resolve`, { rootCause: "Wind." });
      await watcher.getByText(`${first.title}`, { exact: true }).waitFor({ state: "detached" });
      assert((await comment(writer).inputValue()) === half, "The half-written comment is gone.");
      // The way back to the dashboard is one of them; two came after the storm.
      const most = Math.ceil(lasted / 2_000) + 4;
      assert(loads.length <= most, `The dashboard was loaded ${loads.length} times in ${lasted} ms.`);
      assert(loads.length >= 3, `The dashboard was loaded only ${loads.length} times in a storm of ${lasted} ms.`);
    },
  },
  {
    name: "live: a refresh that fails leaves the page and what is written on it, and is tried again",
    async run({ signIn, account }) {
      const here = await signIn(account("operator", "Ignite"));
      const there = await signIn(account("manager", "Ignite"));
      const [incident] = await makeIncidents(there, 1, "Refreshed in vain");
      const heard = listen(here);
      await here.goto(`/incidents/${incident.number}`);
      await Promise.all([hydrated(here), heard(/"hello"/)]);
      await comment(here).fill(half);
      let failures = 0;
      const broken = (route) => {
        failures += 1;
        return failures % 2 === 0 ? route.abort() : route.fulfill({ status: 503, body: "away" });
      };
      await here.route("**/*.data*", broken);
      await api(there, "POST", `/incidents/${incident.number}/comment`, {
        text: "Said meanwhile",
        visibility: "internal",
      });
      while (failures < 3) await sleep(100);
      await here.keyboard.press("Control+k");
      await here.getByPlaceholder(/find a record/i).fill("Refreshed");
      await here.getByText("Not reached: the server.").waitFor();
      await here.keyboard.press("Escape");
      assert((await comment(here).inputValue()) === half, "The half-written comment is gone.");
      assert((await here.getByRole("heading", { name: incident.title }).count()) === 1, "The page is gone.");
      await here.unroute("**/*.data*", broken);
      await here.getByText("Said meanwhile").waitFor();
      assert((await comment(here).inputValue()) === half, "The half-written comment is gone.");
    },
  },
  {
    name: "live: what happens between the page and its socket is shown",
    async run({ signIn, account }) {
      const here = await signIn(account("manager", "Ignite"));
      const there = await signIn(account("operator", "Ignite"));
      const [incident] = await makeIncidents(there, 1, "Changed in between");
      let open = () => {};
      const opened = new Promise((resolve) => {
        open = resolve;
      });
      await here.routeWebSocket(/\/api\/activity\/socket/, async (socket) => {
        await opened;
        socket.connectToServer();
      });
      await here.goto(`/incidents/${incident.number}`);
      await hydrated(here);
      // Of another page's changes nothing else tells this one.
      const changed = { description: "Seen by nobody yet" };
      const { status } = await api(there, "PATCH", `/incidents/${incident.number}`, changed);
      assert(status === 200, `The change was answered with ${status}.`);
      open();
      await here.getByText("Seen by nobody yet").first().waitFor();
    },
  },
  {
    name: "live: whoever is signed out signs in on the spot and goes on; somebody else begins anew",
    async run(ctx) {
      const { signIn, account } = ctx;
      const person = account("operator", "RDG");
      const other = account("manager", "RDG");
      const page = await signIn(person);
      const there = await signIn(other);
      const [incident] = await makeIncidents(there, 1, "Written while signed out");
      const heard = listen(page);
      await page.goto(`/incidents/${incident.number}`);
      await Promise.all([hydrated(page), heard(/"hello"/)]);
      await comment(page).fill(half);
      const elsewhere = await page.context().newPage();
      const signOut = async () => {
        await elsewhere.goto("/healthz");
        await api(elsewhere, "POST", "/auth/logout");
      };
      await signOut();
      const dialog = page.getByRole("dialog", { name: "Your session ended" });
      await look(ctx, page, "the dialog of an ended session");
      await dialog.locator("input[name=password]:focus").waitFor();
      await page.keyboard.type("not the password");
      await dialog.getByRole("button", { name: "Sign in and go on" }).click();
      await dialog
        .getByRole("alert")
        .getByText(/don't belong together/)
        .waitFor();
      await dialog.getByLabel("Password").fill(person.password);
      await dialog.getByRole("button", { name: "Sign in and go on" }).click();
      await dialog.waitFor({ state: "detached" });
      assert((await comment(page).inputValue()) === half, "The half-written comment is gone.");
      await api(there, "POST", `/incidents/${incident.number}/comment`, {
        text: "Are you back?",
        visibility: "internal",
      });
      await page.getByText("Are you back?").waitFor();

      await signOut();
      await dialog.getByRole("button", { name: "Close" }).click();
      await dialog.waitFor({ state: "detached" });
      await look(ctx, page, "a page whose session has ended");
      await page.getByRole("button", { name: "Sign in" }).click();
      await dialog.getByLabel("E-mail").fill(other.email);
      await dialog.getByLabel("Password").fill(other.password);
      await dialog.getByRole("button", { name: "Sign in and go on" }).click();
      await page.waitForURL(/\/(dashboard|incidents)$/);
      assert((await page.getByText(half).count()) === 0, "Somebody else sees what was written.");
    },
  },
  {
    name: "live: no row of a list moves or leaves while the pointer is over one; then the list settles, and new ones wait",
    async run({ signIn, account }) {
      const here = await signIn(account("manager", "Ignite"));
      const there = await signIn(account("operator", "Ignite"));
      const made = await makeIncidents(there, 3, "Held still");
      const ids = made.map(({ id }) => id);
      await api(there, "POST", "/incidents/bulk", { action: "tag", ids, tag: "held-still" });
      const heard = listen(here);
      await here.goto("/incidents?tag=held-still");
      await Promise.all([hydrated(here), heard(/"hello"/)]);
      const rows = here.locator("[data-row]");
      const shown = () => rows.evaluateAll((all) => all.map((row) => row.dataset.row));
      await rows.nth(2).waitFor();
      const before = await shown();
      assert(before.length === 3, `${before.length} rows are listed instead of 3.`);
      await rows.nth(1).hover();
      const loads = countLoads(here, "/incidents");
      const [first] = before;
      await api(there, "POST", `/incidents/${first}/resolve`, { rootCause: "Mended." });
      const [fourth] = await makeIncidents(there, 1, "Held back");
      await api(there, "POST", "/incidents/bulk", { action: "tag", ids: [fourth.id], tag: "held-still" });
      await here.getByRole("button", { name: "1 new" }).waitFor();
      assert(loads.length > 0, "The list was not loaded anew.");
      assert((await shown()).join() === before.join(), `Rows moved under the pointer: ${await shown()}.`);
      await here.mouse.move(5, 5);
      await here.locator(`[data-row="${first}"]`).waitFor({ state: "detached" });
      assert((await shown()).join() === before.slice(1).join(), "Other rows than the one that left have moved.");
      await here.getByRole("button", { name: "1 new" }).click();
      await here.locator(`[data-row="${fourth.id}"]`).waitFor();
    },
  },
  {
    name: "live: a page that was fetched ahead is not fetched again for the click",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "RDG"));
      await page.goto("/dashboard");
      await hydrated(page);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Network.enable");
      const answers = [];
      devtools.on("Network.responseReceived", ({ response }) => {
        if (new URL(response.url).pathname !== "/escalations.data") return;
        answers.push(response.fromDiskCache || response.fromPrefetchCache === true);
      });
      const link = page.getByRole("navigation").getByRole("link", { name: "Escalations" }).first();
      await link.hover();
      while (answers.length === 0) await sleep(50);
      await link.click();
      await page.getByRole("heading", { name: "Escalations", level: 1 }).waitFor();
      assert(answers[0] === false && answers.slice(1).every((kept) => kept), `Fetched again: ${answers}.`);
    },
  },
];
