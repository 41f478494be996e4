import type { z } from "zod";
import { errors } from "./errors.ts";
import { ok, type Result, refuse } from "./result.ts";

/** The values of a URL that a filter knows and that say something: pages add parameters of their own. */
export const knownValues = (schema: z.ZodObject, query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([name, value]) => value !== "" && name in schema.shape));

/** A list's filter as its URL says it. */
export function readFilter<S extends z.ZodObject>(schema: S, query: Record<string, string>): Result<z.output<S>> {
  const filter = schema.safeParse(knownValues(schema, query));
  if (filter.success) return ok(filter.data);
  const told = filter.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return refuse(errors.invalid("The filter is not right.", { query: told }));
}
