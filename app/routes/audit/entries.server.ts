import type { AuditAnswer } from "#packages/audit/queries.server.ts";
import type { Ref } from "#packages/core/ref.ts";
import type { Result } from "#packages/core/result.ts";
import { auditSentence } from "./sentence.server.ts";

/** A line of the log. */
export interface Entry {
  row: AuditAnswer;
  /** What its actor did, after their name. */
  words: string;
  /** How many visits of one person in a row it stands for. */
  visits: number;
}

const visit = "process.visit";

/** The records whose names a page of the log needs: the one that each act is about first. */
export const namedIn = (rows: readonly AuditAnswer[]): Ref[] => [
  ...new Map(rows.flatMap(({ refs }) => refs?.slice(0, 1) ?? []).map((ref) => [ref.id, ref])).values(),
];

/** Without the names the log is as true, only harder to read: a hub that is away takes none of it. */
export const namesById = (names: Result<{ id: string; name: string }[]>): ReadonlyMap<string, string> =>
  new Map(names.ok ? names.value.map(({ id, name }) => [id, name]) : []);

/** One line for each act; a super admin's views of one page after another are one line. */
export function entriesOf(rows: readonly AuditAnswer[], names: ReadonlyMap<string, string>): Entry[] {
  const entries: Entry[] = [];
  for (const row of rows) {
    const last = entries.at(-1);
    const again = last && row.action === visit && last.row.action === visit && last.row.actorId === row.actorId;
    if (again) last.visits += 1;
    else entries.push({ row, words: auditSentence(row, names), visits: 1 });
  }
  return entries;
}
