import { setTimeout as sleep } from "node:timers/promises";
import { api, assert, hydrated, listen } from "./support.mjs";

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
      const [incident] = await makeIncidents(there, 1, "Acknowledged in between");
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
      await here
        .getByRole("button", { name: /Acknowledge/ })
        .first()
        .waitFor();
      await api(there, "POST", `/incidents/${incident.number}/acknowledge`, {});
      open();
      await here.getByRole("button", { name: "Start work" }).waitFor();
    },
  },
  {
    name: "live: whoever is signed out signs in on the spot and goes on; somebody else begins anew",
    async run({ signIn, account }) {
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
      await dialog.getByLabel("Password").fill("not the password");
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
      await page.getByRole("button", { name: "Sign in" }).click();
      await dialog.getByLabel("E-mail").fill(other.email);
      await dialog.getByLabel("Password").fill(other.password);
      await dialog.getByRole("button", { name: "Sign in and go on" }).click();
      await page.waitForURL(/\/(dashboard|incidents)$/);
      assert((await page.getByText(half).count()) === 0, "Somebody else sees what was written.");
    },
  },
];
