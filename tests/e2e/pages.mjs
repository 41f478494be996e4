import routes from "../../app/routes.ts";
import { api } from "./support.mjs";

/** The id of something that is there: of the first in a list of the API. */
const first =
  (list, name = "id") =>
  async (page) => {
    const { body } = await api(page, "GET", list);
    return body.items[0][name];
  };

async function reportedError(page) {
  const report = {
    kind: "error",
    message: "made for a look",
    stack: null,
    page: "/login",
    requestId: null,
    release: null,
  };
  await api(page, "POST", "/errors/report", report);
  for (;;) {
    const { body } = await api(page, "GET", "/errors");
    if (body.items[0]) return body.items[0].id;
    await page.waitForTimeout(100);
  }
}

/** Every page: its name, its address, the role that looks, and how to find what `:id` stands for. */
export const pages = [
  ["dashboard", "/dashboard", "manager"],
  ["incidents", "/incidents", "manager"],
  ["incidents-all", "/incidents?status=resolved&sortBy=severity", "manager"],
  ["incidents-search", "/incidents?q=payment", "manager"],
  ["incidents-empty", "/incidents?tag=nothing-has-this-tag", "manager"],
  ["incident-new", "/incidents/new", "manager"],
  ["incident", "/incidents/:id", "manager", first("/incidents?status=open&limit=1&sortBy=severity", "number")],
  ["incident-page-someone", "/incidents/:id/page", "manager", first("/incidents?status=open&limit=1", "number")],
  ["escalations", "/escalations", "manager"],
  ["escalations-new", "/escalations/new", "manager"],
  ["escalations-off", "/escalations/:id/off", "manager", first("/escalation-chains")],
  ["escalations-edit", "/escalations/:id", "manager", first("/escalation-chains")],
  ["dry-run", "/escalations/dry-run?severity=SEV1&at=2026-11-22T02:30", "manager"],
  ["on-call", "/on-call", "manager"],
  ["on-call-new", "/on-call/new?role=primary", "manager"],
  ["activity", "/activity", "manager"],
  ["audit-log", "/audit-log", "admin"],
  ["outbox", "/outbox", "admin"],
  ["outbox-message", "/outbox/:id", "admin", first("/outbox?limit=1")],
  ["settings", "/settings", "admin"],
  ["settings-deleted", "/settings/deleted", "admin"],
  ["settings-history", "/settings/history", "admin"],
  ["people", "/people", "admin"],
  ["people-access", "/people/:id", "admin", first("/users")],
  ["board", "/board", "super_admin"],
  ["all-processes", "/dashboard", "super_admin"],
  ["all-incidents", "/incidents", "super_admin"],
  ["all-activity", "/activity", "super_admin"],
  ["operations", "/operations", "super_admin"],
  ["operations-hub", "/operations/platform", "super_admin"],
  ["operations-errors", "/operations/errors", "super_admin"],
  ["operations-error", "/operations/errors/:id", "super_admin", reportedError],
  ["operations-forbidden", "/operations", "admin"],
  ["forbidden", "/audit-log", "operator"],
  ["not-found", "/incidents/IGNITE-99999", "operator"],
  ["nowhere", "/no/such/page", "operator"],
  ["start", "/", "client"],
  ["welcome", "/welcome", "client"],
  ["login", "/login", null],
  ["switch-process", "/switch-process", "manager"],
  ["api-docs", "/api/docs", null],
  ["kit", "/kit", null],
  ["kit-controls", "/kit/controls", null],
  ["kit-forms", "/kit/forms", null],
  ["kit-forms-wrong", "/kit/forms?wrong", null],
  ["kit-overlays", "/kit/overlays", null],
  ["kit-lists", "/kit/lists", null],
  ["kit-data", "/kit/data", null],
  ["kit-states", "/kit/states", null],
];

/** Addresses of the routes that show something: what ends in `.ts` has no page. */
function shownRoutes(entries, parent = "") {
  return entries.flatMap(({ path, index, file, children = [] }) => {
    const address = [parent, path].filter(Boolean).join("/");
    const own = (path || index) && file.endsWith(".tsx") ? [`/${address}`] : [];
    return [...own, ...shownRoutes(children, address)];
  });
}

const patternOf = (route) => new RegExp(`^${route.replace(/:\w+/g, "[^/]+").replace("*", ".+")}$`);

/** Routes that no page above looks at. An address that is a route of its own does not count for a wider one. */
export function routesNotLookedAt() {
  const shown = shownRoutes(routes);
  const looked = pages.map(([, path]) => path.split("?")[0]);
  const isFor = (route) => (path) => path === route || (!shown.includes(path) && patternOf(route).test(path));
  return shown.filter((route) => !looked.some(isFor(route)));
}
