import { z } from "zod";
import { errors } from "./errors.ts";
import { ok, type Result, refuse } from "./result.ts";

/** A whole number as a URL has it, within bounds. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER) {
  const said =
    max === Number.MAX_SAFE_INTEGER ? `A whole number from ${min} on.` : `A whole number from ${min} to ${max}.`;
  return z
    .string()
    .regex(/^\d{1,16}$/, said)
    .describe(said)
    .transform(Number)
    .pipe(z.number().min(min, said).max(max, said));
}

/** The values of a URL that a filter knows and that say something: pages add parameters of their own. */
const knownValues = (schema: z.ZodObject, query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([name, value]) => value !== "" && name in schema.shape));

/** A list's filter as its URL says it. */
export function readFilter<S extends z.ZodObject>(schema: S, query: Record<string, string>): Result<z.output<S>> {
  const filter = schema.safeParse(knownValues(schema, query));
  if (filter.success) return ok(filter.data);
  const fields: Record<string, string[]> = {};
  for (const { path, message } of filter.error.issues) {
    const name = String(path[0] ?? "filter");
    fields[name] = [...(fields[name] ?? []), message];
  }
  const told = Object.entries(fields).map(([name, words]) => `${name}: ${words.join(" ")}`);
  return refuse(errors.invalid(`The filter is not right. ${told.join(" ")}`, fields));
}
