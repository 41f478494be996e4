import { expect, it } from "vitest";
import { weeksOf } from "./calendar.server.ts";
import { drawChart } from "./chart.server.ts";
import { diffOf } from "./diff.server.ts";

it("a chart is drawn within its edges, leaves out what was not measured, and has its numbers in a table", () => {
  const columns = Array.from({ length: 30 }, (_, n) => `day ${n}`);
  const values = columns.map((_, n) => (n === 10 ? null : n % 7));
  const series = [{ label: "Opened", values }];
  const lines = drawChart({ kind: "lines", columns, series, format: (value) => `${value} h` });
  expect(lines.across.length).toBeLessThanOrEqual(8);
  // Lifted over the gap: a second "move to".
  expect(lines.lines[0]?.match(/M/g)).toHaveLength(2);
  expect(lines.rows[10]).toEqual({ column: "day 10", values: ["–"] });
  expect(lines.rows[3]).toEqual({ column: "day 3", values: ["3 h"] });
  const bars = drawChart({ kind: "bars", columns, series: [...series, { label: "None", values: [] }] });
  expect(bars.bars).toHaveLength(29);
  for (const { x, y, width, height } of bars.bars) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(bars.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(bars.height);
  }
  // Nothing measured, nothing to divide by.
  expect(JSON.stringify(drawChart({ kind: "bars", columns: [], series: [] }))).not.toContain("null");
});

it("a month is made of whole weeks from Monday", () => {
  const november = weeksOf("2026-11");
  expect(november).toHaveLength(6);
  expect(november[0]?.[0]).toMatchObject({ date: "2026-10-26", outside: true });
  expect(november[0]?.[6]).toMatchObject({ date: "2026-11-01", day: 1, outside: false, name: "Sunday 1 November" });
  // A February of four weeks, and the turn of a year.
  expect(weeksOf("2027-02")).toHaveLength(4);
  expect(weeksOf("2026-12").at(-1)?.at(-1)?.date).toBe("2027-01-03");
});

it("a difference keeps both texts whole, and very long ones are not compared", () => {
  const [before, after] = ["Payments fail since 14:05.", "Card payments fail since 14:02."];
  const parts = diffOf(before, after);
  const without = (kind: string) => parts.flatMap((part) => (part.kind === kind ? [] : part.text)).join("");
  expect(without("added")).toBe(before);
  expect(without("removed")).toBe(after);
  expect(parts.some(({ kind }) => kind === "same")).toBe(true);
  expect(diffOf("a".repeat(15_000), "b".repeat(15_000)).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});
