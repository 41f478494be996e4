import type { Context } from "hono";
import { hubOf } from "#durable-objects/stub.ts";
import { systemCaller } from "#packages/core/actor.ts";
import { clock, minute, second } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import type { HubHealth } from "#packages/core/health.ts";
import { logError } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { channelsResting, heardOf, oldestQueued } from "#packages/doors.ts";
import type { AppEnv } from "./app-env.ts";
import { type Heard, readClocks, readTotals, readUnwell } from "./clocks.ts";
import { type Env, settingsOf } from "./env.ts";
import { healthKept } from "./health-kept.ts";
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
async function platformOf(env: Env): Promise<{ health: HubHealth; heard: Heard[] } | null> {
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

/**
 * Asks the platform's hub and D1 and wakes no other. Degraded is not down: pages are still sent. 503: nobody can sign in. What
 * it costs grows with the number of hubs in one place only, a copy of D1's clocks, and anybody may ask: so it is asked at most
 * every few seconds.
 */
export async function healthz(c: Context<AppEnv>): Promise<Response> {
  const now = clock.now();
  const known = last !== null && Math.abs(now - last.at) < healthKept.ms ? last.health : null;
  const health = known ?? (await healthOf(c.env));
  // The answer and not the promise of it: what one request waits for can't be waited for by another.
  if (!known) last = { at: now, health };
  return c.json(health, health.status === "failing" ? 503 : 200);
}

interface Health {
  status: Check;
  checks: Record<"hub" | "d1" | "mirror" | "outbox", Check>;
}

/** Of this isolate. */
let last: { at: number; health: Health } | null = null;

async function healthOf(env: Env): Promise<Health> {
  const platform = await platformOf(env);
  const unwell = await readUnwell(env, platform?.heard ?? [], {
    lateMs,
    lagMs,
    oldestQueued,
    resting: channelsResting,
  });
  const d1 = degradedIf(unwell === null);
  if (!platform) return { status: "failing", checks: { hub: "failing", d1, mirror: "failing", outbox: "failing" } };
  const { failingSince } = platform.health.mirror;
  const checks = {
    hub: degradedIf(unwell?.failing === true || unwell?.late === true),
    d1,
    mirror: degradedIf(unwell?.refusing === true || failingSince !== null || unwell?.lagging === true),
    outbox: degradedIf(unwell?.waiting === true || unwell?.resting === true),
  };
  return { status: degradedIf(Object.values(checks).some((check) => check !== "ok")), checks };
}

/** So many hubs have figures of their own; of more there are sums and the worst. */
const mostListed = 1_000;

/** There while METRICS_TOKEN is set, for who has it. From D1 and this isolate: it wakes no hub. */
export async function metrics(c: Context<AppEnv>): Promise<Response> {
  const token = settingsOf(c.env).METRICS_TOKEN;
  if (!token) return refused(c, errors.notFound("This address"));
  if (!isSecret(bearerOf(c.req.header("authorization")), token))
    return refused(c, errors.unauthenticated("The metrics need their own token (METRICS_TOKEN)."));
  const clocks = await readClocks(c.env, mostListed + 1);
  const few = clocks === null || clocks.length <= mostListed;
  const text = few ? metricsText(clocks) : metricsText([], (await readTotals(c.env)) ?? []);
  return c.text(text, 200, { "content-type": "text/plain; version=0.0.4" });
}
