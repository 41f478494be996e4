import { z } from "zod";
import { regions } from "#packages/core/regions.ts";

export interface Env {
  DB: D1Database;
  /** Addressed by `hubOf`, which knows what can be asked of a hub. */
  PROCESS_HUB: DurableObjectNamespace;
  SIGN_IN_LIMIT?: RateLimit;
  ADDRESS_READS?: RateLimit;
  ADDRESS_WRITES?: RateLimit;
  APP_URL: string;
  MAIL_FROM: string;
  SESSION_SECRET: string;
  /** Mixed into every password's hash. Several, apart by a space: the first is for new hashes, the others for old ones. */
  PASSWORD_SECRET: string;
  RESEND_API_KEY?: string;
  RESEND_BASE_URL?: string;
  RESEND_WEBHOOK_SECRET?: string;
  OPENAI_API_KEY?: string;
  OPENAI_BASE_URL?: string;
  METRICS_TOKEN?: string;
  /** DNS over HTTPS, for what names of webhooks lead to. */
  RESOLVER_URL?: string;
  /** Set by the local start only. */
  DEMO?: string;
  DEMO_TOKEN?: string;
  /** Where the platform's own hub is made: sign-ins and super admins go there. */
  PLATFORM_REGION?: string;
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

const orAbsent = (schema: z.ZodType<string>) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const emptyIsAbsent = orAbsent(z.string());
/** What links and other addresses are made from. */
const webAddress = z.url({ protocol: /^https?$/, error: "Not a web address." });
/** `ops@example.com` or `D2C OPs <ops@example.com>`. */
const sender = z.string().regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "Not a sender of mail.");

/** A token that opens something: as long as what `openssl rand -hex 16` prints, or longer. */
const token = orAbsent(z.string().min(32, "At least 32 characters."));

const passwordSecrets = z
  .string()
  .transform((text) => text.split(/\s+/).filter(Boolean))
  .pipe(z.array(z.string().min(32, "At least 32 characters.")).min(1, "At least one."));

/** What tells floods apart from people. A deployed installation without it would have no such limit, silently. */
const rateLimit = z.custom<RateLimit>().optional();

const settings = z
  .object({
    APP_URL: webAddress,
    MAIL_FROM: sender,
    SESSION_SECRET: z.string().min(32),
    PASSWORD_SECRET: passwordSecrets,
    SIGN_IN_LIMIT: rateLimit,
    RESEND_API_KEY: emptyIsAbsent,
    RESEND_BASE_URL: orAbsent(webAddress),
    RESEND_WEBHOOK_SECRET: emptyIsAbsent,
    OPENAI_API_KEY: emptyIsAbsent,
    OPENAI_BASE_URL: orAbsent(webAddress),
    METRICS_TOKEN: token,
    RESOLVER_URL: emptyIsAbsent,
    PLATFORM_REGION: z.preprocess((value) => (value === "" ? undefined : value), z.enum(regions).optional()),
    DEMO: emptyIsAbsent,
    DEMO_TOKEN: token,
    SETUP_TOKEN: token,
  })
  .refine(({ APP_URL, SIGN_IN_LIMIT }) => SIGN_IN_LIMIT !== undefined || APP_URL.startsWith("http:"), {
    path: ["SIGN_IN_LIMIT"],
    message: "Not bound. It is in wrangler.toml",
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
