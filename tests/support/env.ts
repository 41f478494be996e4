import type { D1Migration } from "cloudflare:test";
import { env as raw } from "cloudflare:workers";
import type { Env } from "#worker/env.ts";

export interface TestEnv extends Env {
  TEST_MIGRATIONS: D1Migration[];
}

/** The bindings as the Worker has them; `cloudflare:workers` types them by a generated file that we don't have. */
export const env = raw as unknown as TestEnv;
