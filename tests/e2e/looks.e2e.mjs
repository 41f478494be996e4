import { api, expectNoSidewaysScroll, expectNoViolations, hydrated, settled } from "./support.mjs";

/** Every page, with who may see it. */
const pages = [
  ["dashboard", "/dashboard", "manager"],
  ["incidents", "/incidents", "manager"],
  ["incidents-all", "/incidents?status=resolved&sortBy=severity", "manager"],
  ["incidents-search", "/incidents?q=payment", "manager"],
  ["incidents-empty", "/incidents?tag=nothing-has-this-tag", "manager"],
  ["incident-new", "/incidents/new", "manager"],
  ["incident", null, "manager"],
  ["escalations", "/escalations", "manager"],
  ["escalations-new", "/escalations/new", "manager"],
  ["dry-run", "/escalations/dry-run?severity=SEV1&at=2026-11-22T02:30", "manager"],
  ["on-call", "/on-call", "manager"],
  ["activity", "/activity", "manager"],
  ["audit-log", "/audit-log", "admin"],
  ["outbox", "/outbox", "admin"],
  ["settings", "/settings", "admin"],
  ["people", "/people", "admin"],
  ["all-processes", "/dashboard", "super_admin"],
  ["all-incidents", "/incidents", "super_admin"],
  ["all-activity", "/activity", "super_admin"],
  ["operations", "/operations", "super_admin"],
  ["operations-hub", "/operations/platform", "super_admin"],
  ["operations-errors", "/operations/errors", "super_admin"],
  ["operations-forbidden", "/operations", "admin"],
  ["forbidden", "/audit-log", "operator"],
  ["not-found", "/incidents/IGNITE-99999", "operator"],
  ["welcome", "/", "client"],
  ["login", "/login", null],
  ["api-docs", "/api/docs", null],
];

const accountOf = ({ account }, role) => account(role, role === "super_admin" ? undefined : "Ignite");

async function openIncident(page) {
  const { body } = await api(page, "GET", "/incidents?status=open&limit=1&sortBy=severity");
  return `/incidents/${body.items[0].number}`;
}

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
  for (const [name, path] of list) {
    try {
      await page.goto(path ?? (await openIncident(page)));
      await hydrated(page);
      await look(ctx, page, name, problems);
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

const pagesAtOnce = 4;
const rolesOfPages = [...new Set(pages.map(([, , role]) => role))];

/** Some pages of one role in each test, so that tests side by side end at about the same time. */
export default rolesOfPages.flatMap((role) => {
  const own = pages.filter(([, , one]) => one === role);
  const parts = Array.from({ length: Math.ceil(own.length / pagesAtOnce) }, (_, n) =>
    own.slice(n * pagesAtOnce, (n + 1) * pagesAtOnce),
  );
  return parts.map((list) => ({
    name: `${list.map(([name]) => name).join(", ")}: accessible, and fit in both widths and themes`,
    timeoutMs: 300_000,
    run: (ctx) => lookAt(ctx, role, list),
  }));
});
