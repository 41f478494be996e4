import { pageParams, searchText } from "#packages/core/page-params.ts";

/** Changing what a list shows starts it from its first page. */
const withoutPage = (params: URLSearchParams) => {
  const next = new URLSearchParams(params);
  for (const name of pageParams) next.delete(name);
  return next;
};

export const search = (params: URLSearchParams): string => {
  const text = searchText(params);
  return text ? `?${text}` : "?";
};

/** The same address in a process, by its id or short name; without one as it is. */
export function withProcess(path: string, process: string | null | undefined): string {
  if (!process) return path;
  return `${path}${path.includes("?") ? "&" : "?"}processId=${encodeURIComponent(process)}`;
}

export const valuesOf = (params: URLSearchParams, name: string): string[] =>
  (params.get(name) ?? "").split(",").filter(Boolean);

export function setParam(params: URLSearchParams, name: string, value: string | null): string {
  const next = withoutPage(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return search(next);
}

/** Adds the value to the comma-separated list under `name`, or takes it out. */
export function toggleParam(params: URLSearchParams, name: string, value: string): string {
  const values = valuesOf(params, name);
  const next = values.includes(value) ? values.filter((v) => v !== value) : [...values, value];
  return setParam(params, name, next.join(",") || null);
}

export function clearParams(params: URLSearchParams, names: string[]): string {
  const next = withoutPage(params);
  for (const name of names) next.delete(name);
  return search(next);
}

/** The first press on a header is for the most, worst or newest. */
export function sortParam(params: URLSearchParams, key: string): string {
  const next = withoutPage(params);
  const active = params.get("sortBy") === key;
  const order = active && params.get("sortOrder") !== "asc" ? "asc" : "desc";
  next.set("sortBy", key);
  next.set("sortOrder", order);
  return search(next);
}

export function pageParam(params: URLSearchParams, name: "cursor" | "before", value: string): string {
  const next = withoutPage(params);
  next.set(name, value);
  return search(next);
}
