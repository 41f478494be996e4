import type { Context, Next } from "hono";
import { hubOf } from "#durable-objects/stub.ts";
import { logInfo } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { AppEnv } from "./app-env.ts";
import { settingsOf } from "./env.ts";
import { refused } from "./refused.ts";
import { bearerOf, isSecret } from "./secrets.ts";

/**
 * The platform's hub has the super admins and their sessions: while it is lost nobody can sign in to restore it. Whoever may
 * make the first admin (SETUP_TOKEN) may bring back what there was; all others go on to the operators' door.
 */
export async function restorePlatform(c: Context<AppEnv>, next: Next): Promise<Response | undefined> {
  const { SETUP_TOKEN } = settingsOf(c.env);
  if (!SETUP_TOKEN || !isSecret(bearerOf(c.req.header("authorization")), SETUP_TOKEN)) {
    await next();
    return undefined;
  }
  const result = await hubOf(c.env, platformProcess).restore();
  logInfo("platform.restored", { requestId: c.get("facts").requestId, ok: result.ok });
  return result.ok ? c.json(result.value) : refused(c, result.error);
}
