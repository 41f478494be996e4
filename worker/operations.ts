import type { Context } from "hono";
import { hubOf } from "#durable-objects/stub.ts";
import type { Caller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import type { HubHealth } from "#packages/core/health.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { isTold } from "#packages/outbox/rests.ts";
import { listTenants } from "#packages/processes/views.server.ts";
import { refused } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { type Env, settingsOf } from "./env.ts";
import { askHub } from "./hub-client.ts";
import { metricsText } from "./metrics.ts";

const asOperations: Caller = { kind: "system", name: "directory" };
const d1PatienceMs = 1_000;
const outboxLagMs = 60_000;

type Check = "ok" | "degraded" | "failing";

async function d1Answers(env: Env): Promise<boolean> {
  const query = env.DB.prepare("SELECT 1 AS one")
    .first()
    .then(
      () => true,
      () => false,
    );
  return atMost(d1PatienceMs, query, false);
}

async function allHealths(env: Env): Promise<{ slug: string; health: HubHealth }[]> {
  const tenants = await askHub(env, platformProcess, asOperations, listTenants, {});
  if (!tenants.ok) throw new Error(tenants.error.message);
  const all = [{ id: platformProcess, slug: platformProcess }, ...tenants.value];
  return Promise.all(all.map(async ({ id, slug }) => ({ slug, health: await hubOf(env, id).health() })));
}

/** Degraded is not down: while D1 is away or something lags, pages are still sent. Only a failing hub is 503. */
export async function healthz(c: Context<AppEnv>): Promise<Response> {
  const d1: Check = (await d1Answers(c.env)) ? "ok" : "degraded";
  try {
    const healths = (await allHealths(c.env)).map(({ health }) => health);
    const lagging = healths.some(({ mirror }) => mirror.failingSince !== null || mirror.refused.length > 0);
    const stuck = healths.some(
      ({ outbox }) =>
        outbox.resting.some(isTold) ||
        (outbox.oldestQueuedAt !== null && clock.now() - outbox.oldestQueuedAt > outboxLagMs),
    );
    const checks = {
      hub: (healths.some(({ timers }) => timers.failing > 0) ? "degraded" : "ok") as Check,
      d1,
      mirror: (lagging ? "degraded" : "ok") as Check,
      outbox: (stuck ? "degraded" : "ok") as Check,
    };
    const status = Object.values(checks).every((check) => check === "ok") ? "ok" : "degraded";
    return c.json({ status, checks });
  } catch {
    return c.json(
      {
        status: "failing",
        checks: { hub: "failing" as Check, d1, mirror: "failing" as Check, outbox: "failing" as Check },
      },
      503,
    );
  }
}

export async function metrics(c: Context<AppEnv>): Promise<Response> {
  const token = settingsOf(c.env).METRICS_TOKEN;
  if (token && c.req.header("authorization") !== `Bearer ${token}`)
    return refused(c, errors.unauthenticated("The metrics need their own token (METRICS_TOKEN)."));
  return c.text(metricsText(await allHealths(c.env)), 200, { "content-type": "text/plain; version=0.0.4" });
}
