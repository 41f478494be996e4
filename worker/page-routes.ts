import type { ServerBuild } from "@remix-run/cloudflare";

type Routes = ServerBuild["routes"];

/** A route's whole path, such as `/incidents/:id`. */
function fullPath(routes: Routes, id: string | undefined): string {
  const route = id === undefined ? undefined : routes[id];
  if (!route) return "";
  return `${fullPath(routes, route.parentId)}${route.path ? `/${route.path}` : ""}`;
}

/** Static before named before any: what the router prefers where two fit. */
const rank = (part: string) => (part === "*" ? "2" : part.startsWith(":") ? "1" : "0");
const ranks = (pattern: string) => pattern.split("/").map(rank).join("");

function fits(pattern: string, parts: string[]): boolean {
  const wanted = pattern.split("/");
  if (wanted.at(-1) === "*") return wanted.slice(0, -1).every((part, at) => part === parts[at]);
  return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(":") || part === parts[at]);
}

/** The pattern of the page at an address: logs name this and never the address, which may hold an id or a secret. */
export function pagePatterns(routes: Routes): (pathname: string) => string {
  const patterns = [...new Set(Object.keys(routes).map((id) => fullPath(routes, id) || "/"))].sort((a, b) =>
    ranks(a) < ranks(b) ? -1 : 1,
  );
  return (pathname) => {
    const path = pathname.replace(/(?:\/_root)?\.data$/, "").replace(/(?<=.)\/$/, "") || "/";
    const parts = path.split("/");
    return patterns.find((pattern) => fits(pattern, parts)) ?? "*";
  };
}
