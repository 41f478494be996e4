import { assert, expectNoSidewaysScroll, expectNoViolations, hydrated, settled } from "./support.mjs";

/** A part of the gallery, without a session: /kit is outside of the shell. */
async function open(ctx, part, options) {
  const page = await ctx.newPage(options);
  await page.goto(`/kit/${part}`);
  await hydrated(page);
  return page;
}

/** Both widths and both themes, with whatever is open now. */
async function look(ctx, page, where) {
  for (const size of ["wide", "narrow"]) {
    await ctx.resize(page, size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await ctx.screenshot(page, `${where}-${size}-${colorScheme}`.replaceAll(" ", "-"));
      await expectNoSidewaysScroll(page, `${where}, ${size}`);
      await expectNoViolations(page, `${where}, ${size}, ${colorScheme}`, colorScheme === "light" ? "all" : "colours");
    }
  }
  await ctx.resize(page, "wide");
}

/** The element that has the focus, as a person would call it; null where the focus has fallen to the page. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement === document.body
      ? null
      : (activeElement.getAttribute("aria-label") ?? activeElement.textContent);
  });

export default [
  {
    name: "components: a dialog asks before text is lost, gives the focus back, and is accessible while open",
    async run(ctx) {
      const page = await open(ctx, "overlays");
      const dialog = page.getByRole("dialog");
      await page.getByRole("button", { name: "Open a form" }).click();
      await dialog.getByLabel("Why").pressSequentially("Wrong process");
      await look(ctx, page, "a form in a dialog");
      await page.keyboard.press("Escape");
      await dialog.getByText("You have text that is not saved.").waitFor();
      await look(ctx, page, "the question in a dialog");
      await page.keyboard.press("Enter");
      assert((await dialog.getByLabel("Why").inputValue()) === "Wrong process", "Keeping it lost the text.");
      await page.keyboard.press("Escape");
      await dialog.getByRole("button", { name: "Discard it" }).click();
      await dialog.waitFor({ state: "detached" });
      assert((await focused(page)) === "Open a form", `The focus is on ${await focused(page)}.`);
    },
  },
];
