import { describe, expect, it } from "vitest";

type Sources = Record<string, string>;
const sources: Sources = import.meta.glob(
  ["/worker/**/*.{ts,tsx}", "/durable-objects/**/*.ts", "/packages/**/*.{ts,tsx}", "!/**/*.test.ts"],
  { query: "?raw", import: "default", eager: true },
);
const documents: Sources = import.meta.glob("/docs/operations.md", { query: "?raw", import: "default", eager: true });

const found = (pattern: RegExp) => [
  ...new Set(Object.values(sources).flatMap((text) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []))),
];

describe("the runbook", () => {
  const runbook = Object.values(documents).join("\n");

  it("says of every log event that is an error, and of every figure, what it means", () => {
    const events = found(/\blogError\(\s*"([a-z_.]+)"/g);
    const figures = found(/"(d2c_[a-z_0-9]+)"/g);
    expect(events).toContain("timer.broke");
    expect(figures).toContain("d2c_timers_failing");
    const missing = [...events, ...figures].filter((name) => !runbook.includes(name));
    expect(missing).toEqual([]);
  });
});
