import { makeApp } from "./app.ts";
import { watchdog } from "./cron.ts";
import type { Env } from "./env.ts";

export { ProcessHub } from "#durable-objects/process-hub.ts";

const app = makeApp();

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await watchdog(env);
  },
} satisfies ExportedHandler<Env>;
