import type { Context } from "hono";
import { errors } from "#packages/core/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { settingsOf } from "./env.ts";
import { refused } from "./refused.ts";
import { isSecret } from "./secrets.ts";
import { seedDemo } from "./seed/seed.ts";

/** Only under the local start, which sets DEMO and a token that it alone knows. Elsewhere this address doesn't exist. */
export async function demo(c: Context<AppEnv>): Promise<Response> {
  const { DEMO, DEMO_TOKEN } = settingsOf(c.env);
  if (!DEMO || !DEMO_TOKEN || !isSecret(c.req.header("x-demo-token"), DEMO_TOKEN))
    return refused(c, errors.notFound("This address"));
  return c.json(await seedDemo(c.env, c.get("facts")));
}
