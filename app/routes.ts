import { index, layout, type RouteConfig, route } from "@remix-run/route-config";

/** Every page of the product. Modules add their lines inside the shell; what has no session stays outside of it. */
export default [
  layout("routes/_shell.tsx", [
    index("routes/start.ts"),
    // The last line: what no other line knows is a "not found" inside the shell.
    route("*", "routes/not-found.tsx"),
  ]),
  route("login", "routes/login.tsx"),
  route("logout", "routes/logout.ts"),
  route("resources/search", "routes/resources/search.ts"),
] satisfies RouteConfig;
