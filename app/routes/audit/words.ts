import { capital, nameWords } from "#packages/core/capital.ts";
import type { Json } from "#packages/core/json.ts";

/** "on_call.create" → "On call: create". */
export function actionWords(action: string): string {
  const [entity = "", verb = ""] = action.split(".");
  return verb ? `${title(entity)}: ${nameWords(verb)}` : title(entity);
}

/** "on_call_entries" → "On call entries". */
export const title = (name: string): string => capital(nameWords(name));

/** What the changes don't say, in one line: `{ why: "password" }` → "why: password". */
export function detailWords(detail: Json): string {
  if (detail === null || typeof detail !== "object") return String(detail);
  return Object.entries(detail)
    .map(([name, value]) => `${columnWords(name)}: ${valueWords(value)}`)
    .join(", ");
}

/** "requireRcaFor" → "require rca for": columns as they are stored, only easier to read. */
export const columnWords = (column: string) => column.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Columns of moments are named so: `openedAt`, in JSON of older programs `opened_at`. */
export const isMoment = (column: string, value: unknown): value is number =>
  /(At|_at)$/.test(column) && typeof value === "number" && value > 0;

export const valueWords = (value: unknown): string => {
  if (value === null || value === undefined) return "–";
  if (value === "") return "“”";
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
};
