import type { AuditAnswer } from "#packages/audit/queries.server.ts";
import type { AuditedChange } from "#packages/core/audit.ts";
import { nameWords } from "#packages/core/capital.ts";
import { commandsByName } from "#packages/modules.ts";
import { columnWords } from "./words.ts";

/** By the log's name of an act. Two commands may share one, and then say the same. */
const wordsByAction = new Map([...commandsByName.values()].map(({ audit }) => [audit.action, audit.words]));

/** It changes with every edit of its row. */
const everyEdit = "version";
const mostColumns = 3;
const listed = new Intl.ListFormat("en-GB");

/** "title and severity of ", where a row was changed and not just added; in the words of its columns. */
function changedColumns(changes: readonly AuditedChange[], id: string | undefined): string {
  const change = changes.find((each) => each.id === id);
  const columns = change?.before ? Object.keys(change.after ?? {}).filter((column) => column !== everyEdit) : [];
  if (columns.length === 0) return "";
  const named = columns.slice(0, mostColumns).map((column) => columnWords(column).replace(/ id$/, ""));
  const more = columns.length - named.length;
  return `${listed.format(more > 0 ? [...named, `${more} more`] : named)} of `;
}

/** What the actor did, as it goes on after their name: "changed title of MOMO-9". Acts of older releases have no words. */
export function auditSentence(row: AuditAnswer, names: ReadonlyMap<string, string>): string {
  const words = wordsByAction.get(row.action);
  if (!words) return nameWords(row.action);
  if (!words.includes("…")) return words;
  const ref = row.refs?.[0];
  const name = ref ? (names.get(ref.id) ?? ref.id) : "";
  const columns = words === "changed …" ? changedColumns(row.changes, ref?.id) : "";
  const others = (row.refs?.filter(({ kind }) => kind === ref?.kind).length ?? 0) - 1;
  return words.replace("…", `${columns}${name}${others > 0 ? ` and ${others} more` : ""}`).trim();
}
