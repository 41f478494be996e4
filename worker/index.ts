import { env as bindings, waitUntil } from "cloudflare:workers";
import { tapErrors } from "#packages/core/log.ts";
import { makeApp } from "./app.ts";
import { watchdog } from "./cron.ts";
import { type Env, settingsOf } from "./env.ts";
import { ErrorReporter } from "./error-reporter.ts";
import { keepD1 } from "./keeping.ts";

export { ProcessHub } from "#durable-objects/process-hub.ts";

// The same bindings that each request gets; `cloudflare:workers` types them by a generated file that we don't have.
const env = bindings as unknown as Env;
// One for all that runs in this isolate: requests, hubs and cron.
if (settingsOf(env).ERROR_REPORTS !== "off") tapErrors(new ErrorReporter(env, waitUntil).take);

const app = makeApp();

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await watchdog(env);
    await keepD1(env);
  },
} satisfies ExportedHandler<Env>;
