import { expect, it } from "vitest";
import { iconNames } from "#packages/core/icons.ts";

const sources: Record<string, string> = import.meta.glob(
  ["/app/**/*.{ts,tsx}", "/packages/*/ui.ts", "/packages/*/*.server.ts"],
  { query: "?raw", import: "default", eager: true },
);

it("every icon that browsers are sent is shown somewhere, and the list is in order", () => {
  const text = Object.values(sources).join("\n");
  expect(iconNames.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
  expect(iconNames).toEqual([...new Set(iconNames)].sort());
});
