import { pages, routesNotLookedAt } from "./pages.mjs";
import { assert, expectNoSidewaysScroll, expectNoViolations, hydrated, settled } from "./support.mjs";

const accountOf = ({ account }, role) => account(role, role === "super_admin" ? undefined : "Ignite");

/** A theme changes colours and nothing else, so the second theme of a width is asked about colours only. */
const looks = [
  { size: "wide", theme: "light", rules: "all" },
  { size: "wide", theme: "dark", rules: "colours" },
  { size: "narrow", theme: "dark", rules: "colours" },
  { size: "narrow", theme: "light", rules: "all" },
];

/** One load, looked at in both widths and both themes. */
async function look(ctx, page, name, problems) {
  for (const { size, theme, rules } of looks) {
    const where = `${name} (${size}, ${theme})`;
    try {
      await ctx.resize(page, size);
      await page.emulateMedia({ colorScheme: theme });
      await settled(page);
      await ctx.screenshot(page, `${name}-${size}-${theme}`);
      await expectNoSidewaysScroll(page, where);
      await expectNoViolations(page, where, rules);
    } catch (error) {
      problems.push(`${where}: ${error.message}`);
    }
  }
}

async function lookAt(ctx, role, list) {
  const page = role ? await ctx.signIn(accountOf(ctx, role)) : await ctx.newPage();
  if (!role) await page.goto("/login");
  const problems = [];
  for (const [name, path, , idFrom] of list) {
    try {
      await page.goto(idFrom ? path.replace(":id", await idFrom(page)) : path);
      await hydrated(page);
      // The library of dialogs comes after the page.
      await page.waitForFunction(() => !document.querySelector("[data-until-dialog]"));
      await look(ctx, page, name, problems);
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

const pagesAtOnce = 4;
const rolesOfPages = [...new Set(pages.map(([, , role]) => role))];

const everyRoute = {
  name: "every page of app/routes.ts is looked at",
  async run() {
    const missing = routesNotLookedAt();
    assert(missing.length === 0, `Add to tests/e2e/pages.mjs: ${missing.join(", ")}.`);
  },
};

/** Some pages of one role in each test, so that tests side by side end at about the same time. */
const looksOf = (role) => {
  const own = pages.filter(([, , one]) => one === role);
  const parts = Array.from({ length: Math.ceil(own.length / pagesAtOnce) }, (_, n) =>
    own.slice(n * pagesAtOnce, (n + 1) * pagesAtOnce),
  );
  return parts.map((list) => ({
    name: `${list.map(([name]) => name).join(", ")}: accessible, and fit in both widths and themes`,
    timeoutMs: 300_000,
    run: (ctx) => lookAt(ctx, role, list),
  }));
};

export default [everyRoute, ...rolesOfPages.flatMap(looksOf)];
