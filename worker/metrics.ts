import type { MiddlewareHandler } from "hono";
import { hubGauges } from "#durable-objects/gauges.ts";
import { clock } from "#packages/core/clock.ts";
import type { HubClock } from "#packages/core/health.ts";
import { LastHour } from "#packages/core/last-hour.ts";
import { gauges } from "#packages/modules.ts";
import type { AppEnv } from "./app-env.ts";
import { lateBy, type Total } from "./clocks.ts";
import { routeOf } from "./route.ts";

/** Upper bounds of the latency histogram, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

interface Series {
  count: number;
  seconds: number;
  buckets: number[];
}

/** Of this isolate only: the platform runs many, and whoever scrapes adds them up. */
const requests = new Map<string, Series>();

/** Counts requests by route pattern (never by address, which would be one series per id). */
export const measured: MiddlewareHandler<AppEnv> = async (c, next) => {
  const start = performance.now();
  await next();
  const seconds = (performance.now() - start) / 1000;
  const route = c.req.path.startsWith("/api/") ? routeOf(c) : "pages";
  const key = labels({ method: c.req.method, route, status: String(c.res.status) });
  const series = requests.get(key) ?? { count: 0, seconds: 0, buckets: bounds.map(() => 0) };
  series.count += 1;
  series.seconds += seconds;
  bounds.forEach((bound, index) => {
    if (seconds <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  });
  requests.set(key, series);
};

const limited = new Map<string, number>();
const lately = new LastHour();

/** A request was over a limit: of an address, as this isolate counts them. People are counted by their hubs. */
export function countLimited(who: "address", reads: boolean): void {
  const key = labels({ who, kind: reads ? "read" : "write" });
  limited.set(key, (limited.get(key) ?? 0) + 1);
  lately.add(clock.now());
}

/** Within the last hour, in this isolate. */
export const limitedLately = (): number => lately.count(clock.now());

const limitedLines = (): string[] => [
  "# HELP d2c_limited_total Requests without a session that were over their address's limit.",
  "# TYPE d2c_limited_total counter",
  ...[...limited].map(([key, count]) => `d2c_limited_total{${key}} ${count}`),
];

const refusals = new Map<string, number>();

/** Counts an answer that refused somebody. */
export function countRefusal(route: string, status: number): void {
  const key = labels({ route, status: String(status) });
  refusals.set(key, (refusals.get(key) ?? 0) + 1);
}

function refusalLines(): string[] {
  const lines = [
    "# HELP d2c_security_refused_total Requests refused: not signed in, not allowed, too many.",
    "# TYPE d2c_security_refused_total counter",
  ];
  for (const [key, count] of refusals) lines.push(`d2c_security_refused_total{${key}} ${count}`);
  return lines;
}

const escaped = (value: string) => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
const labels = (pairs: Record<string, string>) =>
  Object.entries(pairs)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");

function requestLines(): string[] {
  const lines = [
    "# HELP d2c_http_request_seconds Requests answered, by route and status.",
    "# TYPE d2c_http_request_seconds histogram",
  ];
  for (const [key, series] of requests) {
    for (const [index, bound] of bounds.entries()) {
      lines.push(`d2c_http_request_seconds_bucket{${key},le="${bound}"} ${series.buckets[index] ?? 0}`);
    }
    lines.push(
      `d2c_http_request_seconds_bucket{${key},le="+Inf"} ${series.count}`,
      `d2c_http_request_seconds_sum{${key}} ${series.seconds.toFixed(6)}`,
      `d2c_http_request_seconds_count{${key}} ${series.count}`,
    );
  }
  return lines;
}

/** What D1 has of each hub's figures, and what follows from them. */
const figures: { name: string; help: string; of(hub: HubClock): number }[] = [
  ...Object.entries(hubGauges).map(([name, { help, lastsMs }]) => ({ name, help, lastsMs })),
  ...gauges.map(({ name, help }) => ({ name, help, lastsMs: undefined })),
]
  .map(({ name, help, lastsMs = Number.POSITIVE_INFINITY }) => ({
    name,
    help,
    of: (hub: HubClock) => (clock.now() - hub.flushedAt < lastsMs ? (hub.gauges[name] ?? 0) : 0),
  }))
  .concat([
    { name: "d2c_due_late_ms", help: "How long the hub is past the time that it was next due.", of: lateBy },
    {
      name: "d2c_mirror_flushed_ms",
      help: "When D1 last heard of the hub, in UTC milliseconds.",
      of: (hub) => hub.flushedAt,
    },
  ]);

/** Prometheus text. `clocks`: null where D1 does not answer; `totals`: of hubs that are too many to be listed. */
export function metricsText(clocks: HubClock[] | null, totals: Total[] = []): string {
  const lines = [...requestLines(), ...limitedLines(), ...refusalLines()];
  lines.push("# HELP d2c_d1_up Whether D1 answers.", "# TYPE d2c_d1_up gauge", `d2c_d1_up ${clocks ? 1 : 0}`);
  for (const { name, help, of } of figures) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    for (const hub of clocks ?? []) lines.push(`${name}{${labels({ process: hub.slug })}} ${of(hub)}`);
  }
  for (const { name, sum, most } of totals)
    lines.push(`# TYPE ${name}_sum gauge`, `${name}_sum ${sum}`, `# TYPE ${name}_max gauge`, `${name}_max ${most}`);
  return `${lines.join("\n")}\n`;
}
