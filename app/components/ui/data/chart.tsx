import type { ChartDrawing } from "#app/lib/chart.server.ts";
import { cx } from "#app/lib/cx.ts";

/** Told apart by dashes, too, not by colour alone. */
const looks = [
  { stroke: "stroke-accent-text", fill: "fill-accent-text", dash: undefined },
  { stroke: "stroke-info", fill: "fill-info", dash: "7 4" },
  { stroke: "stroke-warning", fill: "fill-warning", dash: "2 3" },
  { stroke: "stroke-danger", fill: "fill-danger", dash: "9 3 2 3" },
];
const lookOf = (series: number) => looks[series % looks.length] ?? looks[0];

export interface ChartProps {
  /** What it shows, in words: "Incidents opened a day". */
  title: string;
  /** The first column of the table: "Day". */
  column: string;
  drawing: ChartDrawing;
}

/** What `drawChart` drew on the server, and the same numbers as a table for whoever doesn't see it or wants to read them. */
export function Chart({ title, column, drawing }: ChartProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="font-medium">{title}</span>
        {drawing.series.length > 1 && drawing.series.map((label, n) => <Key key={label} label={label} series={n} />)}
      </figcaption>
      <Drawing title={title} drawing={drawing} />
      <details className="mt-1">
        <summary className="w-fit text-small text-text-muted underline">The numbers</summary>
        <Numbers title={title} column={column} drawing={drawing} />
      </details>
    </figure>
  );
}

function Key({ label, series }: { label: string; series: number }) {
  const look = lookOf(series);
  return (
    <span className="inline-flex items-center gap-1.5 text-small text-text-muted">
      <svg aria-hidden="true" width={20} height={4}>
        <line x1={0} x2={20} y1={2} y2={2} strokeWidth={2.5} strokeDasharray={look?.dash} className={look?.stroke} />
      </svg>
      {label}
    </span>
  );
}

function Drawing({ title, drawing }: { title: string; drawing: ChartDrawing }) {
  const { width, height, across, up, lines, bars } = drawing;
  return (
    <svg
      role="img"
      aria-label={title}
      viewBox={`0 0 ${width} ${height}`}
      className="figures w-full max-w-3xl text-[0.8125rem] max-sm:text-[1.6rem]"
    >
      {up.map(({ y, label }) => (
        <g key={y}>
          <line x1={56} x2={width - 8} y1={y} y2={y} className="stroke-border" />
          <text x={48} y={y + 5} textAnchor="end" className="fill-text-muted">
            {label}
          </text>
        </g>
      ))}
      <g>
        {across.map(({ x, label }) => (
          <text
            key={label}
            x={x}
            y={height - 8}
            textAnchor="middle"
            className="fill-text-muted max-sm:nth-[even]:hidden"
          >
            {label}
          </text>
        ))}
      </g>
      {bars.map(({ series, ...bar }) => (
        <rect key={`${series} ${bar.x}`} {...bar} rx={2} className={lookOf(series)?.fill} />
      ))}
      {lines.map((d, n) => (
        <path
          key={drawing.series[n]}
          d={d}
          fill="none"
          strokeWidth={2}
          strokeLinejoin="round"
          strokeDasharray={lookOf(n)?.dash}
          className={lookOf(n)?.stroke}
        />
      ))}
    </svg>
  );
}

function Numbers({ title, column, drawing: { series, rows } }: ChartProps) {
  const cell = "border-b border-border px-2 py-1 text-right first:text-left";
  return (
    <table className="figures mt-1 text-small">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          {[column, ...series].map((name) => (
            <th key={name} scope="col" className={cx(cell, "font-medium")}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ column: name, values }) => (
          <tr key={name}>
            <th scope="row" className={cx(cell, "font-normal")}>
              {name}
            </th>
            {values.map((value, n) => (
              <td key={series[n]} className={cell}>
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
