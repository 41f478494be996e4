import type { MiddlewareHandler } from "hono";
import type { HubHealth } from "#packages/core/health.ts";
import type { AppEnv } from "./app-env.ts";

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
  const route = c.req.path.startsWith("/api/") ? (c.req.routePath ?? "/api/*") : "pages";
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

/** A request was over a limit: of an address, as this isolate counts them. People are counted by their hubs. */
export function countLimited(who: "address", reads: boolean): void {
  const key = labels({ who, kind: reads ? "read" : "write" });
  limited.set(key, (limited.get(key) ?? 0) + 1);
}

export const limitedSoFar = (): number => [...limited.values()].reduce((sum, count) => sum + count, 0);

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

const gauges: [string, string, (health: HubHealth) => number][] = [
  ["d2c_open_incidents", "Incidents that are not resolved.", (health) => health.openIncidents],
  ["d2c_outbox_queued", "Messages waiting to be sent.", (health) => health.outbox.queued],
  ["d2c_outbox_parked", "Messages given up.", (health) => health.outbox.parked],
  ["d2c_outbox_resting", "Channels that take nothing at present.", (health) => health.outbox.resting.length],
  ["d2c_timers_waiting", "Timers set.", (health) => health.timers.waiting],
  ["d2c_timers_overdue", "Timers more than a second past their time.", (health) => health.timers.overdue],
  ["d2c_timers_failing", "Timers whose command broke and is tried again.", (health) => health.timers.failing],
  ["d2c_limit_hits", "Requests over a person's limit, since the hub woke.", ({ limits }) => limits.read + limits.write],
  ["d2c_sockets", "Open sockets.", (health) => health.sockets],
  ["d2c_mirror_pending_rows", "Rows that D1 has not been told of.", (health) => health.mirror.pendingRows],
  ["d2c_mirror_refused_rows", "Rows that D1 refuses.", (health) => health.mirror.refused.length],
  [
    "d2c_page_lateness_worst_ms",
    "The latest of the last hundred tiers, after its time.",
    (health) => health.lateness.worstMs,
  ],
];

/** Prometheus text. */
export function metricsText(healths: { slug: string; health: HubHealth }[]): string {
  const lines = [...requestLines(), ...limitedLines(), ...refusalLines()];
  for (const [name, help, pick] of gauges) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    for (const { slug, health } of healths) lines.push(`${name}{${labels({ process: slug })}} ${pick(health)}`);
  }
  return `${lines.join("\n")}\n`;
}
