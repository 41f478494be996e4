import type { HubDb } from "./database.ts";

/** What a module tells of a process to whoever looks at its hub's health. Read when somebody does, not with each copy to D1 like a gauge. */
export interface Figure {
  /** Unique, small letters and underscores. */
  name: string;
  label: string;
  unit: "count" | "ms";
  /** Null: there is nothing to tell. Cheap, though: operators look at many hubs at once. `now` in UTC milliseconds. */
  read(db: HubDb, processId: string, now: number): number | null;
  /** What is wrong when it is higher than that. */
  trouble?: { above: number; words: string };
}

export interface ReadFigure extends Pick<Figure, "name" | "label" | "unit"> {
  value: number | null;
  /** What is wrong, or null. */
  trouble: string | null;
}

export const readFigure = (
  { name, label, unit, read, trouble }: Figure,
  ...of: Parameters<Figure["read"]>
): ReadFigure => {
  const value = read(...of);
  const high = trouble !== undefined && value !== null && value > trouble.above;
  return { name, label, unit, value, trouble: high ? trouble.words : null };
};
