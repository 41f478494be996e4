import { api, assert, expectNoSidewaysScroll, expectNoViolations, hydrated, settled } from "./support.mjs";

/** A SEV4 has no chain under the demo data: nobody is paged for it. */
async function unattended(page, title) {
  const { status, body } = await api(page, "POST", "/incidents", { title, severity: "SEV4" });
  assert(status === 201, `Opening answered ${status}.`);
  return body.incident;
}

const shownOf = async (page, id) => (await api(page, "GET", `/incidents/${id}`)).body;

/** How much red there is to what should be found by a squint: a filled badge, or a filled bar. */
const isFilled = (locator) =>
  locator.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    const probe = document.createElement("i");
    probe.style.cssText = "background: var(--color-danger)";
    document.body.append(probe);
    const danger = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return backgroundColor === danger && color !== danger;
  });

const loud = {
  name: "what nobody has and nobody is paged for is the loudest and the first, on dashboard, list and page, at both widths",
  async run({ signIn, account, resize }) {
    const page = await signIn(account("operator", "MobiHive"));
    const { id, number } = await unattended(page, "Nobody sees this");
    await page.goto("/dashboard");
    await hydrated(page);
    const card = page.getByRole("link", { name: /see the list/ }).first();
    assert(Number.parseInt(await card.textContent(), 10) > 0, "The dashboard doesn't count it.");
    for (const size of ["wide", "narrow"]) {
      await resize(page, size);
      for (const path of ["/dashboard", "/incidents", `/incidents/${number}`]) {
        const where = `${path} (${size})`;
        await page.goto(path);
        await hydrated(page);
        await settled(page);
        if (path.endsWith(number)) {
          const bar = page.getByRole("region", { name: "Situation" });
          assert(await isFilled(bar), `${where}: the situation is not loud.`);
          const words = await bar.textContent();
          for (const word of ["SEV4", "Nobody has it", "nobody will be paged", "Take it", "Page someone"])
            assert(words.includes(word), `${where}: “${word}” is missing in “${words}”.`);
          const { y, height } = await bar.boundingBox();
          assert(y + height < 600, `${where}: the situation is below the first screen.`);
        } else {
          const row = page.locator(`[data-row="${id}"]`);
          assert(await isFilled(row.locator("[data-unattended] > *")), `${where}: its badge is not filled.`);
          const calmAbove = await page.locator(`[data-row]:not(:has([data-unattended])) ~ [data-row="${id}"]`).count();
          assert(calmAbove === 0, `${where}: something calmer stands above it.`);
          if (path === "/dashboard") {
            await row.getByRole("button", { name: "Take it" }).waitFor();
            const first = await page.locator("[data-row]").first().boundingBox();
            assert(first.y < 450, `${where}: the first incident begins at ${first.y} px.`);
          }
        }
        await expectNoSidewaysScroll(page, where);
        await expectNoViolations(page, where, size === "wide" ? "all" : "colours");
      }
    }
    await page.getByRole("region", { name: "Situation" }).getByRole("button", { name: "Take it" }).click();
    await page.locator('[data-attention="taken"]').waitFor();
    assert(!(await isFilled(page.getByRole("region", { name: "Situation" }))), "It stays loud though somebody has it.");
  },
};

const tapsTwice = async (page, button) => {
  const { x, y, width, height } = await button.boundingBox();
  const [toX, toY] = [x + width / 2, y + height / 2];
  await page.mouse.click(toX, toY);
  return async () => page.mouse.click(toX, toY);
};

const doubleTap = {
  name: "a second tap on Acknowledge does nothing else, on the page and on the dashboard",
  async run({ signIn, account }) {
    const page = await signIn(account("operator", "Muzanu"), { size: "narrow" });
    const one = await unattended(page, "Tapped twice");
    const two = await unattended(page, "Below it");
    await page.goto(`/incidents/${one.number}`);
    await hydrated(page);
    const button = page.locator("[data-page-actions]").getByRole("button", { name: "Acknowledge" });
    const place = await button.boundingBox();
    const again = await tapsTwice(page, button);
    await page.locator('[data-attention="taken"]').waitFor();
    await again();
    await page.waitForTimeout(1_200);
    await again();
    const { incident } = await shownOf(page, one.id);
    assert(incident.status === "acknowledged", `The second tap made it ${incident.status}.`);
    assert((await page.getByRole("dialog").count()) === 0, "The second tap opened a dialog.");
    const said = await page.locator("[data-page-actions]").getByText("You have it").boundingBox();
    assert(Math.abs(said.y + said.height / 2 - place.y - place.height / 2) < 8, "What was done is said elsewhere.");

    const three = await unattended(page, "Above it");
    await page.goto("/dashboard");
    await hydrated(page);
    const first = page.locator("[data-row]").first();
    const taken = await first.getAttribute("data-row");
    const twice = await tapsTwice(page, first.getByRole("button"));
    await page.locator(`[data-row]:first-child:not([data-row="${taken}"])`).waitFor();
    await twice();
    await page.waitForTimeout(300);
    const states = await Promise.all([two, three].map(async ({ id }) => (await shownOf(page, id)).incident));
    const acknowledged = states.filter(({ status }) => status === "acknowledged").map(({ id }) => id);
    assert(
      acknowledged.every((id) => id === taken),
      "The second tap took another incident.",
    );
  },
};

const takenBack = {
  name: "after a comment to the client the next is internal, and within ten seconds it can be taken back",
  async run({ signIn, account, mail }) {
    const page = await signIn(account("operator", "Sanlam"));
    const { id, number } = await unattended(page, "Told by mistake");
    await page.goto(`/incidents/${number}`);
    await hydrated(page);
    const form = page.locator("form[data-to]");
    await form.getByText("The client too").click();
    await form.getByText("The client can't see this incident yet.").waitFor();
    await form.getByLabel("Comment for the client").fill("The pump is broken");
    await form.getByRole("button", { name: "Send to the client" }).click();
    await page.getByRole("button", { name: "Take it back" }).waitFor();
    assert((await form.getAttribute("data-to")) === "internal", "The next comment would go to the client, too.");
    await form.getByLabel("Comment").fill("The client must not read this");
    await page.keyboard.press("Control+Enter");
    await page.getByText("The client must not read this").and(page.locator("p *")).waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("took back a comment to the client").waitFor();
    const { timeline } = await shownOf(page, id);
    const said = timeline.filter(({ action }) => action === "commented").map(({ data }) => data.visibility);
    assert(
      said.every((visibility) => visibility === "internal"),
      `The comments are ${said.join(" and ")}.`,
    );
    assert(!timeline.some(({ action }) => action === "published"), "The client was told.");
    const told = mail.messages.filter(({ text }) => text.includes("The pump is broken"));
    assert(told.length === 0, "Somebody was mailed.");
  },
};

export default [loud, doubleTap, takenBack];
