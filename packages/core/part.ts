import type { ViewContext } from "./context.ts";
import type { Permission } from "./permissions.ts";

/**
 * What a module adds to what another module's view answers about a record, in the same trip to the hub: the incident's answer has
 * `escalation`, and incidents don't know of it.
 */
export interface Part<Row = unknown, Name extends string = string, Value = unknown> {
  /** The kind of record that it is added to, such as `incident`. */
  of: string;
  /** Its key in the answer: unique among the parts of this kind, and none of the answer's own keys. */
  name: Name;
  /** The answer of somebody without it doesn't have the part. */
  permission: Permission;
  read(ctx: ViewContext, row: Row): Value;
}

export const part = <Row, Name extends string, Value>(definition: Part<Row, Name, Value>): Part<Row, Name, Value> =>
  definition;

/** A part of a view's answer, typed by who adds it. Null: whoever asked may not see it. */
// biome-ignore lint/suspicious/noExplicitAny: the row that it was read from is of no matter here
export function partIn<Name extends string, Value>(answer: object, { name }: Part<any, Name, Value>): Value | null {
  // The view's answer has under this name what `read` gave, as `ViewContext.parts` put it there.
  return (answer as Partial<Record<Name, Value>>)[name] ?? null;
}
