import { expect, it } from "vitest";

const sources: Record<string, string> = import.meta.glob(
  ["/packages/*/**/*.{ts,tsx}", "!/packages/core/**", "!/packages/**/*.test.{ts,tsx}"],
  { query: "?raw", import: "default", eager: true },
);

/** The modules that each module imports, types included. */
const imports = new Map<string, Set<string>>();
for (const [path, text] of Object.entries(sources)) {
  const module = path.split("/")[2] ?? "";
  const known = imports.get(module) ?? new Set<string>();
  for (const [, other = ""] of text.matchAll(/from "#packages\/([\w-]+)\//g)) if (other !== module) known.add(other);
  imports.set(module, known);
}

/** A way from a module back to itself; null: there is none. */
function circle(from: string, way: string[] = [from], seen = new Set<string>()): string[] | null {
  for (const next of imports.get(way.at(-1) ?? "") ?? []) {
    if (next === from) return [...way, next];
    if (seen.has(next)) continue;
    seen.add(next);
    const found = circle(from, [...way, next], seen);
    if (found) return found;
  }
  return null;
}

it("no module's imports lead back to it by way of others: lint sees this of files only", () => {
  expect(imports.get("escalations")).toContain("incidents");
  expect([...imports.keys()].flatMap((module) => circle(module)?.join(" → ") ?? [])).toEqual([]);
});
