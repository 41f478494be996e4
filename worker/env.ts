import { z } from "zod";
import { regions } from "#packages/core/regions.ts";

/** What the platform hands in. Its settings are read through `settingsOf`, which has checked them, and in no other way. */
export interface Env {
  DB: D1Database;
  /** Addressed by `hubOf`, which knows what can be asked of a hub. */
  PROCESS_HUB: DurableObjectNamespace;
}

const orAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const text = orAbsent(z.string());
/** What links and other addresses are made from. */
const webAddress = z.url({ protocol: /^https?$/, error: "Not a web address." });
/** `ops@example.com` or `D2C OPs <ops@example.com>`. */
const sender = z.string().regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "Not a sender of mail.");

/** A token that opens something: as long as what `openssl rand -hex 16` prints, or longer. */
const token = orAbsent(z.string().min(32, "At least 32 characters."));

const passwordSecrets = z
  .string()
  .transform((several) => several.split(/\s+/).filter(Boolean))
  .pipe(z.array(z.string().min(32, "At least 32 characters.")).min(1, "At least one."));

/** What tells floods apart from people: the platform's own counters. */
const rateLimit = z.custom<RateLimit>((given) => given !== null && typeof given === "object").optional();

const shape = {
  APP_URL: webAddress,
  MAIL_FROM: sender,
  SESSION_SECRET: z.string().min(32, "At least 32 characters."),
  /** Mixed into every password's hash. Several, apart by a space: the first is for new hashes, the others for old ones. */
  PASSWORD_SECRET: passwordSecrets,
  SIGN_IN_LIMIT: rateLimit,
  ADDRESS_READS: rateLimit,
  ADDRESS_WRITES: rateLimit,
  RESEND_API_KEY: text,
  RESEND_BASE_URL: orAbsent(webAddress),
  RESEND_WEBHOOK_SECRET: text,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: orAbsent(webAddress),
  METRICS_TOKEN: token,
  /** DNS over HTTPS, for what names of webhooks lead to. */
  RESOLVER_URL: text,
  /** Where the platform's own hub is made: sign-ins and super admins go there. */
  PLATFORM_REGION: orAbsent(z.enum(regions)),
  /** Set by the local start only. */
  DEMO: text,
  DEMO_TOKEN: token,
  /** While set, `POST /api/setup` makes the first super admin. */
  SETUP_TOKEN: token,
  /** What is deployed, such as a commit; by default the id of the Worker's version. */
  RELEASE: text,
  VERSION: z.custom<WorkerVersionMetadata>().optional(),
  /** `off`: unexpected errors are logged and not gathered. */
  ERROR_REPORTS: orAbsent(z.enum(["on", "off"])),
};

export type Settings = { readonly [K in keyof typeof shape]: z.output<(typeof shape)[K]> };
const names = Object.keys(shape) as (keyof typeof shape)[];
const limits = ["SIGN_IN_LIMIT", "ADDRESS_READS", "ADDRESS_WRITES"] as const;
const notUsable = (problems: string[]): Error =>
  new Error(`Settings are not usable (${problems.join("; ")}). See docs/operations.md, section "Settings".`);

interface Checked {
  settings: Settings;
  problems: string[];
}
const known = new WeakMap<object, Checked>();

function check(env: Env): Checked {
  const before = known.get(env);
  if (before) return before;
  // Beside its bindings an environment has whatever it was given.
  const given = env as { [name in keyof typeof shape]?: unknown };
  const problems: string[] = [];
  const properties = names.map((name): [string, PropertyDescriptor] => {
    const { success, data, error } = shape[name].safeParse(given[name]);
    if (success) return [name, { value: data, enumerable: true }];
    const own = error.issues.map(({ message }) => `${name}: ${message}`);
    problems.push(...own);
    const get = () => {
      throw notUsable(own);
    };
    return [name, { get }];
  });
  // Each property has the value of its own schema, or throws.
  const settings = Object.defineProperties({}, Object.fromEntries(properties)) as Settings;
  const isLocal = String(given.APP_URL).startsWith("http:");
  // A deployed installation without them would have no such limits, silently.
  for (const name of isLocal ? [] : limits)
    if (given[name] === undefined) problems.push(`${name}: Not bound. It is in wrangler.toml`);
  const checked = { settings, problems };
  known.set(env, checked);
  return checked;
}

/**
 * The settings, each checked once. Reading one that can't be used throws and names it: what needs it not goes on, so that no
 * page stays unsent for a token of the metrics.
 */
export const settingsOf = (env: Env): Settings => check(env).settings;

/** Throws unless all settings can be used: an installation that is set up wrongly says so with the first request. */
export function mustBeSound(env: Env): void {
  const { problems } = check(env);
  if (problems.length > 0) throw notUsable(problems);
}

/** Whether `npm start` or the browser tests run this: they alone set both. What is for developers exists only there. */
export function isLocalStart(env: Env): boolean {
  const { DEMO, DEMO_TOKEN } = settingsOf(env);
  return DEMO !== undefined && DEMO_TOKEN !== undefined;
}

/** The release that runs, as errors name it. */
export function releaseOf(env: Env): string {
  const { RELEASE, VERSION } = settingsOf(env);
  return (RELEASE ?? VERSION?.id.slice(0, 8) ?? "unknown").slice(0, 64);
}
