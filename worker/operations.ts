import type { Context } from "hono";
import { hubOf } from "#durable-objects/stub.ts";
import { systemCaller } from "#packages/core/actor.ts";
import { clock, minute, second } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import type { HubClock, HubHealth } from "#packages/core/health.ts";
import { logError } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { channelsResting, oldestQueued } from "#packages/outbox/gauges.server.ts";
import { heardOf } from "#packages/processes/views.server.ts";
import type { AppEnv } from "./app-env.ts";
import { lateBy, readClocks } from "./clocks.ts";
import { type Env, settingsOf } from "./env.ts";
import { askHub } from "./hub-client.ts";
import { metricsText } from "./metrics.ts";
import { refused } from "./refused.ts";
import { bearerOf, isSecret } from "./secrets.ts";

const asOperations = systemCaller("directory");
const hubPatienceMs = 5 * second;
/** The watchdog wakes a late hub each minute; one that is still late after it has not done its work. */
const lateMs = 90 * second;
const lagMs = minute;

type Check = "ok" | "degraded" | "failing";
const degradedIf = (condition: boolean): Check => (condition ? "degraded" : "ok");

/** Null when the platform's hub does not answer. */
async function platformOf(
  env: Env,
): Promise<{ health: HubHealth; heard: { id: string; seq: number; at: number }[] } | null> {
  const asked = Promise.all([
    hubOf(env, platformProcess).health(),
    askHub(env, platformProcess, asOperations, heardOf, {}),
  ]);
  try {
    const answer = await atMost(hubPatienceMs, asked, null);
    if (!answer) return null;
    const [health, heard] = answer;
    if (heard.ok) return { health, heard: heard.value };
    // Before the first admin is made there is nothing that could be unwell.
    return (await hubOf(env, platformProcess).isNew()) ? { health, heard: [] } : null;
  } catch (thrown) {
    logError("healthz.broke", { error: String(thrown) });
    return null;
  }
}

/** Asks the platform's hub and D1 and wakes no other. Degraded is not down: pages are still sent. 503: nobody can sign in. */
export async function healthz(c: Context<AppEnv>): Promise<Response> {
  const [platform, clocks] = await Promise.all([platformOf(c.env), readClocks(c.env)]);
  const d1 = degradedIf(clocks === null);
  if (!platform) {
    const checks = { hub: "failing", d1, mirror: "failing", outbox: "failing" } satisfies Record<string, Check>;
    return c.json({ status: "failing", checks }, 503);
  }
  const known = clocks ?? [];
  const now = clock.now();
  const gauge = (name: string) => known.map(({ gauges }) => gauges[name] ?? 0);
  const failing = gauge("d2c_timers_failing").some((count) => count > 0);
  const refusing = gauge("d2c_mirror_refused_rows").some((count) => count > 0);
  const waiting = gauge(oldestQueued).some((since) => since > 0 && now - since > lagMs);
  const resting = gauge(channelsResting).some((count) => count > 0);
  const { failingSince } = platform.health.mirror;
  const checks = {
    hub: degradedIf(failing || known.some((one) => lateBy(one) > lateMs)),
    d1,
    mirror: degradedIf(refusing || failingSince !== null || (clocks !== null && lags(platform.heard, clocks, now))),
    outbox: degradedIf(waiting || resting),
  };
  const status = degradedIf(Object.values(checks).some((check) => check !== "ok"));
  return c.json({ status, checks });
}

/** Whether some hub has told the platform of an event, more than a minute ago, that D1 does not have. */
function lags(heard: { id: string; seq: number; at: number }[], clocks: HubClock[], now: number): boolean {
  const copied = new Map(clocks.map(({ processId, lastSeq }) => [processId, lastSeq]));
  return heard.some(({ id, seq, at }) => seq > (copied.get(id) ?? 0) && now - at > lagMs);
}

/** There while METRICS_TOKEN is set, for who has it. From D1 and this isolate: it wakes no hub. */
export async function metrics(c: Context<AppEnv>): Promise<Response> {
  const token = settingsOf(c.env).METRICS_TOKEN;
  if (!token) return refused(c, errors.notFound("This address"));
  if (!isSecret(bearerOf(c.req.header("authorization")), token))
    return refused(c, errors.unauthenticated("The metrics need their own token (METRICS_TOKEN)."));
  return c.text(metricsText(await readClocks(c.env)), 200, { "content-type": "text/plain; version=0.0.4" });
}
