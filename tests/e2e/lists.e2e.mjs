import { api, assert, expectNoSidewaysScroll, hydrated } from "./support.mjs";

const widths = [320, 390, 768, 1024, 1280, 1920];
const word = "w".repeat(200);
const address = `https://${"sub.".repeat(12)}example.com/${"path/".repeat(20)}?q=1`.slice(0, 200);

/** What lies beyond the window's right edge: it would be cut off where it does not widen the page. */
const beyond = (page) =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const isClipped = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        const { overflowX } = getComputedStyle(up);
        if (overflowX !== "visible" && up.getBoundingClientRect().right <= edge) return true;
      }
      return false;
    };
    return [...document.querySelectorAll("main *, [popover]")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge && !isClipped(one))
      .map((one) => `${one.tagName} “${one.textContent?.slice(0, 30)}”`)
      .slice(0, 3);
  });

async function expectFits(page, where) {
  await expectNoSidewaysScroll(page, where);
  const out = await beyond(page);
  assert(out.length === 0, `${where}: beyond the edge: ${out.join(", ")}`);
}

async function openChips(page, where) {
  for (const chip of await page.locator("[data-chip]").all()) {
    const button = chip.locator("button").first();
    await button.click();
    await expectFits(page, `${where}, ${await chip.getAttribute("data-chip")} open`);
    await page.keyboard.press("Escape");
  }
}

const create = async (page, fields) => {
  const { body } = await api(page, "POST", "/incidents", { severity: "SEV4", ...fields });
  return body.incident;
};
const filterIn = (page) => new URL(page.url()).searchParams;

export default [
  {
    name: "lists: a word of 200 letters and a long address widen no page from 320 to 1920 px, with every chip open",
    timeoutMs: 400_000,
    async run({ signIn, account }) {
      const page = await signIn(account("admin", "MBA"));
      const { number } = await create(page, { title: word, tags: ["t".repeat(40)], description: address });
      await create(page, { title: address, severity: "SEV1" });
      const { body } = await api(page, "GET", "/users");
      const tiers = [{ afterMinutes: 5, channels: ["email"], userId: body.items[0].id }];
      await api(page, "POST", "/escalation-chains", { name: "n".repeat(80), tiers });
      const problems = [];
      const paths = [
        "/incidents",
        "/dashboard",
        `/incidents/${number}`,
        "/escalations",
        "/outbox",
        "/audit-log",
        "/people",
      ];
      for (const path of paths) {
        await page.goto(path);
        await hydrated(page);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          try {
            await expectFits(page, `${path} at ${width}`);
            await openChips(page, `${path} at ${width}`);
          } catch (error) {
            problems.push(error.message);
          }
        }
      }
      assert(problems.length === 0, problems.join("\n"));
    },
  },
  {
    name: "lists: a dialog about chosen rows stays when they leave the list, and says which were not changed",
    async run({ signIn, account }) {
      const page = await signIn(account("manager", "MBA"));
      const other = await signIn(account("admin", "MBA"));
      const mine = await create(other, { title: "Resolved by somebody meanwhile" });
      const also = await create(other, { title: "Resolved by two at once" });
      await page.goto("/incidents?severity=SEV4");
      await hydrated(page);
      const select = ({ number }) => page.getByRole("checkbox", { name: new RegExp(`${number} `) }).check();
      await select(mine);
      await page.getByRole("button", { name: "Resolve", exact: true }).click();
      const cause = page.getByLabel("Root cause");
      await cause.fill("A full disk");
      await api(other, "POST", `/incidents/${mine.id}/resolve`, {});
      await page.locator(`[data-row="${mine.id}"]`).waitFor({ state: "detached" });
      assert((await cause.inputValue()) === "A full disk", "What was written went away with the row.");
      await page.getByRole("button", { name: `Resolve ${mine.number}` }).click();
      await page.getByText(/is resolved already/).waitFor();
      await page.getByRole("button", { name: "Close", exact: true }).last().click();

      await select(also);
      await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
      await page.getByText("1 incident acknowledged.").waitFor();
      const { body } = await api(page, "GET", `/incidents/${also.id}`);
      assert(body.incident.status === "acknowledged", "Acknowledging what was chosen did not.");
    },
  },
  {
    name: "lists: what is pressed while a search is still typed undoes nothing, and the focus stays among the filters",
    async run({ signIn, account }) {
      const page = await signIn(account("operator", "MBA"));
      await page.goto("/incidents");
      await hydrated(page);
      const chip = (label) => page.locator(`[data-chip="${label}"] button`).first();
      await chip("Severity").click();
      await page.getByPlaceholder("Search incidents").fill("disk");
      await chip("Severity").click();
      await page.getByRole("link", { name: /SEV3/ }).click();
      await page.waitForURL((url) => url.searchParams.has("q") && url.searchParams.has("severity"));
      await page.keyboard.press("Escape");
      const focused = () => page.evaluate(() => document.activeElement?.closest("[data-chip]")?.dataset.chip ?? null);
      await page.getByRole("link", { name: "Remove the filter Severity" }).click();
      await page.waitForFunction(() => !new URL(location.href).searchParams.has("severity"));
      await page.waitForFunction(() => document.activeElement?.closest("[data-chip]") !== null);
      assert((await focused()) === "Severity", `After the X the focus is at ${await focused()}.`);
      assert(filterIn(page).get("q") === "disk", "The search was undone.");

      await chip("Assignee").click();
      await page.getByRole("link", { name: "Me", exact: true }).click();
      await page.waitForURL(/assignedToId=me/);
      await page.waitForFunction(() => document.activeElement?.closest("[data-chip]")?.dataset.chip === "Assignee");
      await page.getByRole("link", { name: "Clear filters" }).click();
      await page.waitForURL((url) => !url.searchParams.has("assignedToId"));
      await page.waitForFunction(() => document.activeElement?.closest("[data-chip]")?.dataset.chip === "Status");
    },
  },
  {
    name: "lists: a view is saved, shown to others once it is shared, renamed and deleted; Mine is always there",
    async run({ signIn, account }) {
      const [page, other] = [await signIn(account("operator", "MBA")), await signIn(account("manager", "MBA"))];
      const views = (where) => where.getByRole("navigation", { name: "Views" });
      await page.goto("/incidents?severity=SEV0,SEV1&status=all");
      await hydrated(page);
      await views(page).getByRole("button", { name: "Save view" }).click();
      await page.getByLabel("Name").fill("Worst of all");
      await page.getByLabel("Shared").check();
      await page.getByRole("button", { name: "Save view" }).last().click();
      await views(page).getByRole("link", { name: "Worst of all" }).waitFor();

      await other.goto("/incidents");
      await hydrated(other);
      await views(other).getByRole("link", { name: "Worst of all" }).click();
      await other.waitForURL((url) => url.searchParams.get("severity") === "SEV0,SEV1");
      assert((await views(other).getByRole("button", { name: "Change view" }).count()) === 0, "Others can change it.");
      await views(other).getByRole("link", { name: "Mine" }).click();
      await other.waitForURL(/assignedToId=me/);

      await views(page).getByRole("button", { name: "Change view" }).click();
      await page.getByLabel("Name").fill("Worst");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await views(page).getByRole("link", { name: "Worst", exact: true }).waitFor();
      await views(page).getByRole("button", { name: "Change view" }).click();
      await page.getByRole("button", { name: "Delete view" }).click();
      await views(page).getByRole("link", { name: "Worst", exact: true }).waitFor({ state: "detached" });
    },
  },
];
