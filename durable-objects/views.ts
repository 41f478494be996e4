import { resolveActor } from "#packages/callers.ts";
import type { ViewContext } from "#packages/core/context.ts";
import type { ProcessTable } from "#packages/core/database.ts";
import { errors } from "#packages/core/errors.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import type { Question } from "#packages/core/view.ts";
import { listPartsByKind, partsByKind, viewsByName } from "#packages/modules.ts";
import { settingsOf } from "#worker/env.ts";
import { invalidInput, mayRun, meets } from "./checks.ts";
import type { Hub } from "./core.ts";
import { feedFor } from "./feed.ts";
import { meant, named } from "./naming.ts";
import { channelProblem } from "./rests.ts";
import { search } from "./search.ts";

/** What modules add to the answer about a record, as far as whoever asks may see it. */
function partsOf(ctx: ViewContext, { kind }: { kind: string }, row: ProcessTable["$inferSelect"]): object {
  const parts = (partsByKind.get(kind) ?? []).filter(({ permission }) => mayRun(permission, ctx.actor) === null);
  return Object.fromEntries(parts.map((part) => [part.name, part.read(ctx, row)]));
}

function listPartsOf(
  ctx: ViewContext,
  { kind }: { kind: string },
  rows: readonly ProcessTable["$inferSelect"][],
): object[] {
  const parts = (listPartsByKind.get(kind) ?? []).filter(({ permission }) => mayRun(permission, ctx.actor) === null);
  const read = parts.map(({ name, readAll }) => ({ name, values: readAll(ctx, rows) }));
  return rows.map(({ id }) => Object.fromEntries(read.map(({ name, values }) => [name, values.get(id) ?? null])));
}

/** Answers a question from the hub's own rows. The same checks as for a command; nothing is written. */
export function runView(hub: Hub, question: Question, now: number): Result<unknown> {
  const view = viewsByName.get(question.name);
  if (!view) return refuse(errors.notFound(`The view ${question.name}`));
  const actor = resolveActor(hub.db, hub.processId, question.caller, now);
  if (!actor.ok) return actor;
  const denied = meets(question.needs, actor.value) ?? mayRun(view.permission, actor.value);
  if (denied) return refuse(denied);
  const input = view.input.safeParse(question.input ?? {});
  if (!input.success) return refuse(invalidInput(input.error));
  const context: ViewContext = {
    processId: hub.processId,
    now,
    actor: actor.value,
    db: hub.db,
    appUrl: settingsOf(hub.env).APP_URL,
    takeTurn: (kind, run) => hub.turns.take(kind, run, now),
    endTurn: (kind, run) => hub.turns.end(kind, run),
    spend: (spending) => hub.limits.spend(spending, now),
    channelProblem: (channel) => channelProblem(hub, channel),
    search: (question) => search(hub, actor.value, question),
    named: (ref) => named(hub, actor.value, ref),
    meant: (text) => meant(hub, actor.value, text),
    feed: feedFor(hub, actor.value),
    parts: (kind, row) => partsOf(context, kind, row),
    listParts: (kind, rows) => listPartsOf(context, kind, rows),
  };
  return view.run(context, input.data);
}
