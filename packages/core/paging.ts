import { z } from "zod";
import { errors } from "./errors.ts";
import { ok, type Result, refuse } from "./result.ts";

export const pageInput = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("How many in one answer."),
  cursor: z.string().max(500).optional().describe("`nextCursor` of the answer before: what follows it."),
};

/** Where a page ended: the sort value and id of its last row, bound to the sort it belongs to. */
export interface Cursor {
  sort: string;
  value: number | null;
  id: string | number;
  /** Where the id is one of its process only: a list across processes goes on after both. */
  processId?: string;
}

export const encodeCursor = (cursor: Cursor): string =>
  btoa(JSON.stringify([cursor.sort, cursor.value, cursor.id, ...(cursor.processId ? [cursor.processId] : [])]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const cursorShape = z.tuple([
  z.string(),
  z.number().nullable(),
  z.union([z.string(), z.number()]),
  z.string().optional(),
]);

/** A cursor made for another sort order would silently skip rows, so it is refused. */
export function decodeCursor(text: string | undefined, sort: string): Result<Cursor | null> {
  if (!text) return ok(null);
  try {
    const [madeFor, value, id, processId] = cursorShape.parse(
      JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))),
    );
    if (madeFor === sort) return ok({ sort, value, id, ...(processId === undefined ? {} : { processId }) });
  } catch {
    // falls through to the refusal: a cursor is opaque, so there is one thing to say about any bad one
  }
  return refuse(
    errors.invalid("This page link is not valid for this order. Start again from the first page.", {
      cursor: ["Not valid here."],
    }),
  );
}

/**
 * A page of rows that were asked for with one more than `limit`: that one says that there is a next page, and is not of this one.
 * `placeOf`: where the next page begins after a row.
 */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  placeOf: (last: T) => Cursor,
): { page: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { page, nextCursor: last === undefined ? null : encodeCursor(placeOf(last)) };
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  /** Absent where counting would have to read every match. */
  total?: number;
}
