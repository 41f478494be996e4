import { expect, it } from "vitest";

const sources: Record<string, string> = import.meta.glob("/app/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

it("what a page fetches later is fetched by `later`: React's `lazy` gives up the page, and what is typed in it, where a file can't be had", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  const found = Object.entries(sources).filter(([, text]) => /import \{[^}]*\blazy\b[^}]*\} from "react"/.test(text));
  expect(found.map(([file]) => file)).toEqual([]);
});
