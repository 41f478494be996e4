import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";

export interface Series {
  label: string;
  /** One for each of the chart's columns; null where nothing was measured. */
  values: readonly (number | null)[];
}

export interface ChartInput {
  kind: "lines" | "bars";
  /** What lies along the bottom, such as days. */
  columns: readonly string[];
  series: readonly Series[];
  /** How a value is written; by default as a number. */
  format?: (value: number) => string;
}

/** A drawing in numbers, for `Chart`; and the same as a table. */
export interface ChartDrawing {
  width: number;
  height: number;
  across: { x: number; label: string }[];
  up: { y: number; label: string }[];
  lines: string[];
  bars: { x: number; y: number; width: number; height: number; series: number }[];
  series: string[];
  rows: { column: string; values: string[] }[];
}

const [width, height] = [720, 250];
/** Room for labels, which on a phone are twice as large in these units. */
const edge = { left: 56, right: 8, top: 14, bottom: 36 };
/** Labels along the bottom that have room beside each other. */
const mostLabels = 8;

export function drawChart({ kind, columns, series, format = String }: ChartInput): ChartDrawing {
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const x = scaleBand<number>(
    columns.map((_, n) => n),
    [edge.left, width - edge.right],
  ).padding(kind === "bars" ? 0.25 : 0);
  const y = scaleLinear([0, most], [height - edge.bottom, edge.top]).nice(4);
  const middle = (n: number) => Math.round((x(n) ?? 0) + x.bandwidth() / 2);
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, n) => middle(n))
    .y((value) => y(value ?? 0))
    .digits(1);
  const every = Math.ceil(columns.length / mostLabels);
  const wide = x.bandwidth() / Math.max(1, series.length);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    width,
    height,
    across: columns.flatMap((label, n) => (n % every === 0 ? { x: middle(n), label } : [])),
    up: y.ticks(4).map((value) => ({ y: round(y(value)), label: format(value) })),
    lines: kind === "lines" ? series.map(({ values }) => path(values) ?? "") : [],
    bars:
      kind === "lines"
        ? []
        : series.flatMap(({ values }, s) =>
            values.flatMap((value, n) =>
              value === null
                ? []
                : {
                    x: round((x(n) ?? 0) + s * wide),
                    y: round(y(value)),
                    width: round(wide),
                    height: round(y(0) - y(value)),
                    series: s,
                  },
            ),
          ),
    series: series.map(({ label }) => label),
    rows: columns.map((column, n) => ({
      column,
      values: series.map(({ values }) => {
        const value = values[n] ?? null;
        return value === null ? "–" : format(value);
      }),
    })),
  };
}
