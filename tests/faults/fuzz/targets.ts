import { readFileSync } from "node:fs";
import type { RouteConfigEntry } from "@remix-run/route-config";
import routes from "#app/routes.ts";
import { at } from "../../../scripts/lib/paths.mjs";
import type { Person } from "../support/app.ts";

/** An address of the product, and the words that may mean something to it: names of fields, choices, intents. */
export interface Target {
  methods: string[];
  /** As `/incidents/:id`. */
  path: string;
  words: string[];
}

/** Every short text in a source file: its fields and intents are among them, and no list of them can go stale. */
const wordsIn = (file: string): string[] => [
  ...new Set(
    [...readFileSync(file, "utf8").matchAll(/["'`]([A-Za-z_][\w.-]{1,30})["'`]/g)].map(([, word]) => word ?? ""),
  ),
];

function pagesOf(entries: readonly RouteConfigEntry[], parent: string): Target[] {
  return entries.flatMap((entry) => {
    const path = [parent, entry.path].filter(Boolean).join("/");
    const own: Target = { methods: ["GET", "POST"], path: `/${path}`, words: wordsIn(at("app", entry.file)) };
    return [...(entry.path || entry.index ? [own] : []), ...pagesOf(entry.children ?? [], path)];
  });
}

/** What the host answers itself, beside the API. */
function hostTargets(): Target[] {
  const source = readFileSync(at("worker", "app.ts"), "utf8");
  return [...source.matchAll(/app\.(get|post|all)\("(\/[^"*]*)[^"]*"/g)].map(([, method, path]) => ({
    methods: [method === "get" ? "GET" : "POST"],
    path: path ?? "/",
    words: [],
  }));
}

const keptLists = new Set(["enum", "required"]);

/** The names and choices in a part of the API's description. */
function namesIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== "object") return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (keptLists.has(key) && Array.isArray(value)) return value.filter((one) => typeof one === "string");
    if (key === "const" || key === "name") return typeof value === "string" ? [value] : [];
    if (key === "properties")
      return [...Object.keys(value as object), ...Object.values(value as object).flatMap(namesIn)];
    return namesIn(value);
  });
}

interface ApiDescription {
  paths: Record<string, Record<string, { parameters?: unknown; requestBody?: unknown }>>;
}

/** Every endpoint by the API's own description. */
async function apiTargets(person: Person): Promise<Target[]> {
  const { paths } = (await person.send("/api/openapi.json")).body as ApiDescription;
  return Object.entries(paths).map(([path, operations]) => ({
    methods: Object.keys(operations).map((method) => method.toUpperCase()),
    path: path.replace(/\{(\w+)\}/g, ":$1"),
    words: Object.values(operations).flatMap(({ parameters, requestBody }) => namesIn([parameters, requestBody])),
  }));
}

/** Every page, every endpoint and what the host answers itself. */
export async function allTargets(person: Person): Promise<Target[]> {
  return [...pagesOf(routes, ""), ...hostTargets(), ...(await apiTargets(person))];
}

const mostIds = 200;

/** Ids, numbers and short names that exist: what somebody can read in the lists. */
export async function knownIds(people: Person[], targets: Target[]): Promise<string[]> {
  const found = new Set<string>();
  const lists = targets.filter(
    ({ path, methods }) => path.startsWith("/api/") && !path.includes(":") && methods.includes("GET"),
  );
  for (const person of people)
    for (const { path } of lists) {
      const { text } = await person.try(path);
      for (const [, id] of text.matchAll(/"(?:\w*[iI]d|number|slug)":"([^"]{1,60})"/g))
        if (id && found.size < mostIds) found.add(id);
    }
  return [...found];
}
