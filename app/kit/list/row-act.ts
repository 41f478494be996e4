import type { ReactNode } from "react";
import type { Permission } from "#packages/core/permissions.ts";

/** What can be done with chosen rows. `name` is the one that the list's action knows. */
export interface RowAct<Row> {
  name: string;
  label: string;
  permission: Permission;
  /** A dialog before it; without one it is done at once. */
  asks?: {
    /** "Close 3 incidents?" */
    title(what: string): string;
    /** On the button that does it. */
    verb(what: string): string;
    danger?: boolean;
    /** Why there is nothing to choose for these rows; null where there is. */
    refusal?(rows: readonly Row[]): string | null;
    fields(rows: readonly Row[]): ReactNode;
  };
}

/** What must be known of rows for acts on them. */
export interface Naming<Row> {
  rowId(row: Row): string;
  /** The process it is of. */
  processOf(row: Row): string;
  /** How dialogs and reports call it. */
  nameOf(row: Row): string;
}

export interface RowActs<Row> extends Omit<Naming<Row>, "rowId"> {
  all: readonly RowAct<Row>[];
  /** Names a row for its checkbox. */
  labelOf(row: Row): string;
}

/** One thing of a list and several: "incident", "incidents". */
export type Things = readonly [one: string, several: string];

/** What an act is done to. */
export interface Chosen<Row> extends Naming<Row> {
  rows: readonly Row[];
  things: Things;
}

/** "MOMO-7", "3 incidents". */
export function whatOf<Row>({ rows, nameOf, things }: Chosen<Row>): string {
  const [only] = rows;
  return rows.length === 1 && only !== undefined ? nameOf(only) : `${rows.length} ${things[1]}`;
}

/** How the form of an act names the rows: a hub answers for its own rows only. */
export const formIds = <Row>({ rows, rowId, processOf }: Chosen<Row>): string[] =>
  rows.map((row) => `${processOf(row)}/${rowId(row)}`);
