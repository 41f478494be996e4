import { api, expectNoSidewaysScroll, expectNoViolations, hydrated } from "./support.mjs";

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

async function look(ctx, people, size, theme) {
  const problems = [];
  for (const [name, path, role] of pages) {
    people[`${role}`] ??= role
      ? await ctx.signIn(accountOf(ctx, role), { size, theme })
      : await ctx.newPage({ size, theme });
    const page = people[`${role}`];
    if (page.url() === "about:blank") await page.goto("/login");
    const where = `${name} (${size}, ${theme})`;
    try {
      await page.goto(path ?? (await openIncident(page)));
      await hydrated(page);
      await page.waitForTimeout(250);
      await ctx.screenshot(page, `${name}-${size}-${theme}`);
      await expectNoSidewaysScroll(page, where);
      await expectNoViolations(page, where);
    } catch (error) {
      problems.push(`${where}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

const combinations = [
  ["wide", "light"],
  ["wide", "dark"],
  ["narrow", "light"],
  ["narrow", "dark"],
];

export default combinations.map(([size, theme]) => ({
  name: `every page is accessible and fits, ${size} and ${theme}`,
  timeoutMs: 900_000,
  run: (ctx) => look(ctx, {}, size, theme),
}));
