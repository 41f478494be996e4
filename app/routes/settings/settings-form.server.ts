import { z } from "zod";
import type { Json } from "#packages/core/json.ts";
import type { SettingField } from "#packages/core/setting.ts";
import type { SettingFieldOf, SettingsEdit } from "#packages/core/settings.ts";
import { typedText } from "./setting-text.ts";

const text = z.string().optional();
const several = z.array(z.string()).default([]);

/**
 * Reads the form of settings into what was changed: what is as the page showed it is left out, so that nobody's change is
 * undone by a page that was opened before it. Whether a value is right says the command.
 */
export function settingsForm(fields: readonly SettingFieldOf[]) {
  const each = <T extends z.ZodType>(schema: (field: SettingFieldOf) => T) =>
    z.object(Object.fromEntries(fields.map((field) => [field.key, schema(field)])));
  return z
    .object({
      ...each(({ field }) => (field.kind === "choices" ? several : text)).shape,
      /** Each field as the page showed it. */
      was: each(() => text).prefault({}),
      /** Credentials that are to be taken away. */
      remove: each(() => z.boolean().default(false)).prefault({}),
    })
    .transform((form) => {
      // Its keys are those of `fields`, which no compiler knows.
      const { was, remove, ...typed } = form as unknown as Typed;
      const edit: SettingsEdit = {};
      const seen: Record<string, Json> = {};
      for (const { key, field, isSecret } of fields) {
        const now = typedText(typed[key] ?? "");
        const before = was[key] ?? "";
        if (isSecret ? now === "" && !remove[key] : now === before) continue;
        edit[key] = isSecret && now === "" ? null : readAs(field, now);
        if (!isSecret) seen[key] = readAs(field, before);
      }
      return { ...edit, seen };
    });
}

type Typed = { was: Record<string, string | undefined>; remove: Record<string, boolean | undefined> } & Record<
  string,
  string | string[] | undefined
>;

function readAs(field: SettingField, typed: string): Json {
  switch (field.kind) {
    case "number":
      // What is no number goes on as it is, for the schema to say so.
      return /^\s*-?\d+(\.\d+)?\s*$/.test(typed) ? Number(typed) : typed;
    case "choices":
      return typed === "" ? [] : typed.split("\n");
    case "lines":
      return typed.split(/[\n,]/).flatMap((line) => line.trim() || []);
    case "line":
    case "address":
      return typed;
  }
}
