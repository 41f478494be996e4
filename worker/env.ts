import { z } from "zod";
import type { ProcessHub } from "#durable-objects/process-hub.ts";

export interface Env {
  DB: D1Database;
  PROCESS_HUB: DurableObjectNamespace<ProcessHub>;
  SIGN_IN_LIMIT?: RateLimit;
  ADDRESS_READS?: RateLimit;
  ADDRESS_WRITES?: RateLimit;
  APP_URL: string;
  MAIL_FROM: string;
  SESSION_SECRET: string;
  RESEND_API_KEY?: string;
  RESEND_BASE_URL?: string;
  RESEND_WEBHOOK_SECRET?: string;
  OPENAI_API_KEY?: string;
  OPENAI_BASE_URL?: string;
  METRICS_TOKEN?: string;
  /** Set by the local start only. */
  DEMO?: string;
  DEMO_TOKEN?: string;
  /** While set, `POST /api/setup` makes the first super admin. */
  SETUP_TOKEN?: string;
  /** What is deployed, such as a commit; by default the id of the Worker's version. */
  RELEASE?: string;
  VERSION?: WorkerVersionMetadata;
  /** `off`: unexpected errors are logged and not gathered. */
  ERROR_REPORTS?: string;
}

/** The release that runs, as errors name it. */
export const releaseOf = (env: Env): string => (env.RELEASE || env.VERSION?.id.slice(0, 8) || "unknown").slice(0, 64);

const emptyIsAbsent = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());

const settings = z.object({
  APP_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  SESSION_SECRET: z.string().min(32),
  RESEND_API_KEY: emptyIsAbsent,
  RESEND_BASE_URL: emptyIsAbsent,
  RESEND_WEBHOOK_SECRET: emptyIsAbsent,
  OPENAI_API_KEY: emptyIsAbsent,
  OPENAI_BASE_URL: emptyIsAbsent,
  METRICS_TOKEN: emptyIsAbsent,
  DEMO: emptyIsAbsent,
  DEMO_TOKEN: emptyIsAbsent,
  SETUP_TOKEN: emptyIsAbsent,
});
export type Settings = z.infer<typeof settings>;

const parsed = new WeakMap<object, Settings>();

/** The settings, checked once. A missing one names itself and the page to read. */
export function settingsOf(env: Env): Settings {
  const known = parsed.get(env);
  if (known) return known;
  const result = settings.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new Error(`Settings are not usable (${problems}). See docs/operations.md, section "Settings".`);
  }
  parsed.set(env, result.data);
  return result.data;
}
