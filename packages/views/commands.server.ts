import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { rowById, select } from "#packages/core/rows.ts";
import { viewAnswer } from "./answer.ts";
import { viewKind } from "./entity.server.ts";
import { CreateView, RemoveView, UpdateView } from "./inputs.ts";
import { mostViews } from "./rules.ts";
import { type SavedView, savedViews } from "./tables.ts";
import { maySee } from "./views.server.ts";

const ownViews = (ctx: Ctx, page: string): SavedView[] =>
  select(ctx.db, savedViews, "WHERE process_id = ? AND page = ? AND owner_id = ?", [ctx.processId, page, ctx.actor.id]);

const nameTaken = (name: string) =>
  errors.invalid(`You have a view “${name}” of this list already.`, {
    name: ["You have a view of this name already."],
  });

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The view, as somebody may change it: their own, or a shared one for those who manage them. */
function changeable(ctx: Ctx, id: string): Result<SavedView> {
  const row = rowById(ctx.db, savedViews, ctx.processId, id);
  const isOwn = row?.ownerId === ctx.actor.id;
  if (!row || !maySee(ctx.actor, row.page) || !(isOwn || row.shared)) return refuse(errors.notFound("The view"));
  if (isOwn || ctx.actor.permissions.includes("views.manage")) return ok(row);
  return refuse(errors.forbidden(`This view is ${row.ownerName}'s. Save one of your own instead.`));
}

export const createView = command({
  name: "views.create",
  permission: "views.use",
  audit: { action: "view.create", words: "saved the view …", entity: "view" },
  input: CreateView,
  run(ctx, input) {
    const { id: ownerId, name: ownerName } = ctx.actor;
    if (ownerId === null || !maySee(ctx.actor, input.page)) return refuse(errors.notFound("The list"));
    const own = ownViews(ctx, input.page);
    if (own.some(({ name }) => sameName(name, input.name))) return refuse(nameTaken(input.name));
    if (own.length >= mostViews)
      return refuse(errors.invalid(`You have ${mostViews} views of this list. Delete one that you don't need.`));
    const row = ctx.put(savedViews, { id: ctx.newId("view"), ownerId, ownerName, ...input });
    told(ctx, row, "created", "saved");
    return ok(viewAnswer(row, ctx.actor.id));
  },
});

export const updateView = command({
  name: "views.update",
  permission: "views.use",
  audit: { action: "view.update", words: "changed the view …", entity: "view" },
  input: UpdateView,
  run(ctx, { id, ...changes }) {
    const row = changeable(ctx, id);
    if (!row.ok) return row;
    const { name = row.value.name } = changes;
    const others = ownViews(ctx, row.value.page).filter((one) => one.id !== id);
    if (row.value.ownerId === ctx.actor.id && others.some((one) => sameName(one.name, name)))
      return refuse(nameTaken(name));
    const after = ctx.patch(savedViews, row.value, changes);
    told(ctx, after, "updated", "changed");
    return ok(viewAnswer(after, ctx.actor.id));
  },
});

export const removeView = command({
  name: "views.remove",
  permission: "views.use",
  audit: { action: "view.remove", words: "deleted the view …", entity: "view" },
  input: RemoveView,
  run(ctx, { id }) {
    const row = changeable(ctx, id);
    if (!row.ok) return row;
    told(ctx, row.value, "removed", "deleted");
    ctx.remove(savedViews, row.value);
    return ok({ page: row.value.page });
  },
});

/**
 * So that the chips of everybody who has it change with it; of an own view nobody else hears. Without its name: the team hears of
 * a shared one, and not all of the team may open each list.
 */
function told(ctx: Ctx, row: SavedView, action: string, verb: string): void {
  ctx.emit({ about: viewKind.ref(row), action, summary: `${ctx.actor.name} ${verb} a view of the list ${row.page}` });
}
