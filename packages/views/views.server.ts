import type { Actor } from "#packages/core/actor.ts";
import { listPermission } from "#packages/core/list-pages.ts";
import { ok } from "#packages/core/result.ts";
import { select } from "#packages/core/rows.ts";
import { view } from "#packages/core/view.ts";
import { viewAnswer } from "./answer.ts";
import { ListViews } from "./inputs.ts";
import { savedViews } from "./tables.ts";

/** Whether somebody may open the list. */
export function maySee({ kind, permissions }: Actor, page: string): boolean {
  const needed = listPermission(page);
  return needed !== null && (kind === "system" || permissions.includes(needed));
}

/** Own views and shared ones, of one list or of all that whoever asks may open: by name. */
export const listViews = view({
  name: "views.list",
  permission: "views.use",
  input: ListViews,
  run({ db, processId, actor }, { page = null }) {
    const where =
      "WHERE process_id = ?1 AND (?2 IS NULL OR page = ?2) AND (owner_id = ?3 OR shared = 1) ORDER BY page, name, id";
    const found = select(db, savedViews, where, [processId, page, actor.id]);
    return ok(found.filter((row) => maySee(actor, row.page)).map((row) => viewAnswer(row, actor.id)));
  },
});
