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

/** The same for each record of a list (the dashboard's incidents), read for all of them at once. */
export interface ListPart<Row = unknown, Name extends string = string, Value = unknown> {
  of: string;
  name: Name;
  permission: Permission;
  /** By the records' ids. Those that it leaves out have null. */
  readAll(ctx: ViewContext, rows: readonly Row[]): Map<string, Value>;
}

export const listPart = <Row, Name extends string, Value>(
  definition: ListPart<Row, Name, Value>,
): ListPart<Row, Name, Value> => definition;

/** A part of a view's answer, typed by who adds it. Null: there is none, or whoever asked may not see it. */
export function partIn<Name extends string, Value>(
  answer: object,
  // biome-ignore lint/suspicious/noExplicitAny: the row that it was read from is of no matter here
  { name }: Part<any, Name, Value> | ListPart<any, Name, Value>,
): Value | null {
  // The view's answer has under this name what was read, as the view's context put it there.
  return (answer as Partial<Record<Name, Value>>)[name] ?? null;
}
