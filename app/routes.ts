import { index, layout, type RouteConfig, route } from "@remix-run/route-config";

/** Every page of the product. Modules add their lines inside the shell; what has no session stays outside of it. */
export default [
  layout("routes/_shell.tsx", [
    layout("routes/_page.tsx", [
      index("routes/start.tsx"),
      route("board", "routes/dashboard/board.tsx"),
      route("dashboard", "routes/dashboard/index.tsx"),
      route("incidents/new", "routes/incidents/new.tsx"),
      // The list is the parent: an incident opened from it lies over it, as a dialog.
      route("incidents", "routes/incidents/list.tsx", [
        route(":id", "routes/incidents/detail.tsx"),
        route(":id/page", "routes/incidents/alert.tsx"),
      ]),
      route("escalations", "routes/escalations/list.tsx"),
      route("escalations/new", "routes/escalations/new.tsx"),
      route("escalations/dry-run", "routes/escalations/dry-run.tsx"),
      route("escalations/:id", "routes/escalations/edit.tsx"),
      route("escalations/:id/off", "routes/escalations/off.tsx"),
      route("on-call", "routes/on-call/index.tsx", [route("new", "routes/on-call/new.tsx")]),
      route("activity", "routes/activity/index.tsx"),
      route("audit-log", "routes/audit/list.tsx"),
      route("outbox", "routes/outbox/list.tsx", [route(":id", "routes/outbox/detail.tsx")]),
      route("settings", "routes/settings/index.tsx"),
      route("settings/history", "routes/settings/history.tsx"),
      route("settings/deleted", "routes/settings/deleted.tsx"),
      route("people", "routes/people/list.tsx", [route(":id", "routes/people/edit.tsx")]),
      route("operations", "routes/operations/index.tsx"),
      route("operations/errors", "routes/operations/errors/list.tsx", [
        route(":id", "routes/operations/errors/detail.tsx"),
      ]),
      route("operations/:processId", "routes/operations/detail.tsx"),
      // The last line: what no other line knows is a "not found" inside the shell.
      route("*", "routes/not-found.tsx"),
    ]),
  ]),
  route("welcome", "routes/sessions/welcome.tsx"),
  route("api/docs", "routes/docs/api.tsx"),
  route("login", "routes/sessions/login.tsx"),
  route("logout", "routes/sessions/logout.ts"),
  route("switch-process", "routes/sessions/switch-process.tsx"),
  // Every primitive in every state, for developers: answers under the local start only.
  route("kit", "routes/kit/frame.tsx", [
    index("routes/kit/index.tsx"),
    route("controls", "routes/kit/controls.tsx"),
    route("forms", "routes/kit/forms.tsx"),
    route("overlays", "routes/kit/overlays.tsx"),
    route("lists", "routes/kit/lists.tsx"),
    route("data", "routes/kit/data.tsx"),
    route("states", "routes/kit/states.tsx"),
  ]),
  route("resources/processes", "routes/resources/processes.ts"),
  route("resources/markdown", "routes/resources/markdown.ts"),
  route("resources/test-message", "routes/resources/test-message.ts"),
  route("resources/views", "routes/resources/views.ts"),
  route("resources/search", "routes/resources/search.ts"),
  route("resources/team", "routes/resources/team.ts"),
] satisfies RouteConfig;
