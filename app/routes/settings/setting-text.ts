import type { Json } from "#packages/core/json.ts";
import { addressWords, type ShownAddress } from "#packages/core/secret-address.ts";
import type { SettingField } from "#packages/core/setting.ts";

/** A field's content as one text, whatever the field: how what was shown and what was typed are compared. */
export const typedText = (typed: string | readonly string[]): string =>
  typeof typed === "string" ? typed.replaceAll("\r\n", "\n") : typed.join("\n");

/** What a field begins with. */
export function fieldText(field: SettingField, value: Json): string | string[] {
  if (!Array.isArray(value)) return value === null ? "" : String(value);
  const texts = value.map(String);
  return field.kind === "choices" ? texts : texts.join("\n");
}

const isShownAddress = (value: Json): value is Json & ShownAddress =>
  typeof value === "object" && value !== null && "host" in value && "lastFour" in value;

/** A value in words: "30 minutes", "SEV0, SEV1", "hooks.slack.com …abcd". */
export function valueWords(field: SettingField | null, value: Json): string {
  if (value === null || value === "") return "not set";
  if (isShownAddress(value)) return addressWords(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (field?.kind === "number") return numberWords(field, Number(value));
  return String(value);
}

/** "30 minutes", "1 minute", "no reminder". */
function numberWords({ unit, zero }: { unit: string; zero?: string }, value: number): string {
  if (value === 0 && zero) return zero;
  return `${value.toLocaleString("en")} ${value === 1 ? unit.replace(/^(\w+)s\b/, "$1") : unit}`;
}
