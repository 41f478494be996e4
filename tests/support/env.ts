import type { D1Migration } from "cloudflare:test";
import { env as raw } from "cloudflare:workers";
import type { Env, Settings } from "#worker/env.ts";

/** As they are given: texts, where checked ones may be more. */
export type Given = Omit<Settings, "PASSWORD_SECRET"> & { PASSWORD_SECRET: string };

export interface TestEnv extends Env, Given {
  TEST_MIGRATIONS: D1Migration[];
}

/** The bindings as the Worker has them; `cloudflare:workers` types them by a generated file that we don't have. */
export const env = raw as unknown as TestEnv;
