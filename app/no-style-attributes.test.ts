import { expect, it } from "vitest";

const sources: Record<string, string> = import.meta.glob("/app/**/*.tsx", {
  query: "?raw",
  import: "default",
  eager: true,
});

it("no page has a style attribute: the policy blocks it in what the server rendered", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  const found = Object.entries(sources).flatMap(([file, text]) => (/\sstyle=[{"]/.test(text) ? [file] : []));
  expect(found).toEqual([]);
});
