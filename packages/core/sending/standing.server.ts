import { z } from "zod";
import { toIso } from "../clock.ts";
import type { HubDb } from "../database.ts";
import type { RecordName } from "../entity.ts";
import type { Ref } from "../ref.ts";
import { ok } from "../result.ts";
import { select } from "../rows.ts";
import { deliveries } from "../tables.ts";
import { view } from "../view.ts";
import type { Delivery } from "./deliveries.server.ts";
import { mostStanding, type StandingPage } from "./standing.ts";

/** The latest of what stands for a person, the newest first. */
export const standingRows = (db: HubDb, processId: string, userId: string): Delivery[] =>
  select(
    db,
    deliveries,
    `WHERE process_id = ? AND id IN (SELECT delivery_id FROM hub_standing WHERE user_id = ? ORDER BY delivery_id DESC LIMIT ?)
     ORDER BY id DESC`,
    [processId, userId, mostStanding],
  );

/** One for each record, however often its person was told of it. */
export function pagesFrom(rows: Delivery[], named: (ref: Ref) => RecordName | null): StandingPage[] {
  const byRecord = Map.groupBy(rows, ({ aboutKind, aboutId }) => `${aboutKind}/${aboutId}`);
  return [...byRecord.values()].flatMap((told) => {
    const [latest] = told;
    const about = latest?.aboutId ? named({ kind: latest.aboutKind, id: latest.aboutId }) : null;
    if (!latest || !about) return [];
    const untaken = told.flatMap(({ id, state }) => (state === "unseen" ? [id] : []));
    return [{ about, at: toIso(latest.createdAt), untaken }];
  });
}

/** What whoever asks is paged for at present, for the page as it is first shown. Their socket tells every change of it. */
export const standingPages = view({
  name: "sending.standing",
  permission: "anyone_signed_in",
  input: z.object({}),
  run: ({ db, processId, actor, named }) =>
    ok(actor.id === null ? [] : pagesFrom(standingRows(db, processId, actor.id), named)),
});
