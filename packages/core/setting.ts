import { z } from "zod";
import type { Ctx } from "./context.ts";
import type { HubDb } from "./database.ts";
import type { Json } from "./json.ts";
import type { Permission } from "./permissions.ts";

/** How a page asks for a setting. */
export type SettingField =
  | { kind: "line"; maxLength: number }
  /** `zero`: what 0 means, where that is no number: "no reminder". */
  | { kind: "number"; min: number; max: number; unit: string; zero?: string }
  | { kind: "choices"; options: readonly string[] }
  /** Several texts, a line each. */
  | { kind: "lines" }
  | { kind: "address"; placeholder: string };

/** A value that a module lets a process's admins choose. All that is known of it stands here, and pages are made from it. */
export interface Setting<T extends Json = Json> {
  /** Its name in the API, unique. */
  key: string;
  /** A few words; in the history: "changed the settings: …". */
  label: string;
  /** What it does, as a sentence or two below its field. */
  help: string;
  field: SettingField;
  schema: z.ZodType<T>;
  default: T;
  /** What is needed beside `processes.view` to read it, and beside `processes.edit` to change it. */
  permission?: { read?: Permission; change?: Permission };
  /** A credential: it can be set and replaced, and never read. `shownAs`: the name that what can be shown of it has in the API. */
  secret?: { shownAs: string };
  /** The channel whose address this is: a test can be sent there. */
  leadsTo?: "slack" | "webhook";
  /** What can be chosen from, where that is a long list. */
  suggestions?(): readonly string[];
  /** Why a value of the right shape can't be used here, as a sentence; null: it can. */
  problem?(value: T, here: { appUrl: string }): string | null;
  /** What people are told of a value that is stored and can't be used any more, as a sentence; null: it can. */
  notice?(stored: T): string | null;
  /** Where its value is kept when that is in a row of the module's own. */
  kept?: { read(db: HubDb, processId: string): T; write(ctx: Ctx, value: T): void };
  /** Seldom changed: pages show it after the others. */
  rare?: true;
  /** Nothing reads it yet: the API takes it, pages don't show it. */
  planned?: true;
}

export const setting = <T extends Json>(definition: Setting<T>): Setting<T> => definition;

/** The schema of a setting together with the field that asks for it. */
type Shape<T extends Json> = Pick<Setting<T>, "schema" | "field">;

const digits = (n: number) => n.toLocaleString("en");

/** `unit`: what is counted, in the plural: "minutes". */
export function wholeNumber(number: { min: number; max: number; unit: string; zero?: string }): Shape<number> {
  const { min, max } = number;
  const whole = "A whole number.";
  return {
    schema: z
      .number(whole)
      .int(whole)
      .min(min, `At least ${digits(min)}.`)
      .max(max, `At most ${digits(max)}.`),
    field: { kind: "number", ...number },
  };
}

export const choices = <const T extends readonly [string, ...string[]]>(options: T): Shape<T[number][]> => ({
  schema: z.array(z.enum(options)).max(options.length),
  field: { kind: "choices", options },
});

export const listOf = (each: z.ZodType<string>, most: number): Shape<string[]> => ({
  schema: z.array(each).max(most),
  field: { kind: "lines" },
});

/** A web address that may be absent; an empty text takes it away, too. */
export const webAddress = (placeholder: string): Shape<string | null> => ({
  schema: z.preprocess(
    (value) => (value === "" ? null : value),
    z
      .url({ protocol: /^https?$/, error: "Not a web address." })
      .max(500)
      .nullable(),
  ),
  field: { kind: "address", placeholder },
});
