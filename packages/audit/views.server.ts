import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import {
  type Break,
  chainStart,
  eventsWith,
  followRow,
  type Link,
  lastEventAfter,
  leaveAction,
} from "#packages/core/audit-chain.ts";
import type { ViewContext } from "#packages/core/context.ts";
import { errors } from "#packages/core/errors.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { leftOf } from "#packages/core/keeping.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { rowFrom, select, shapeOf } from "#packages/core/rows.ts";
import { audit, events } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";
import type { Named } from "./archive.server.ts";

/** A page is small enough that nothing that is due in the hub waits for it: rows, and characters in them and their events. */
const rowsPerPage = 200;
const charactersPerPage = 300_000;

/** From the start, rows with numbers that no log gives are found, too. */
const after = (number: number) => (number === 0 ? Number.MIN_SAFE_INTEGER : number);
const charactersOf = (values: unknown[]) =>
  values.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length : 0), 0);

/** The next rows of the log, at least one, each with its events. */
function pageAfter(
  { db, processId }: ViewContext,
  from: { seq: number; event: number },
): { rows: Named[]; last: boolean } {
  const { sql } = db.$client;
  const following = (table: SQLiteTable) =>
    `SELECT ${shapeOf(table).names} FROM ${shapeOf(table).name} WHERE process_id = ? AND seq > ? ORDER BY seq LIMIT ?`;
  const rows: Named[] = [];
  let characters = 0;
  let { event } = from;
  for (const values of sql.exec(following(audit), processId, after(from.seq), rowsPerPage).raw()) {
    const row = rowFrom(audit, values);
    const named = [...sql.exec(following(events), processId, after(event), eventsWith(row)).raw()];
    rows.push({ row, events: named.map((each) => rowFrom(events, each)) });
    event = lastEventAfter(row, event);
    characters += charactersOf(values) + named.reduce((sum, each) => sum + charactersOf(each), 0);
    if (characters > charactersPerPage) return { rows, last: false };
  }
  return { rows, last: rows.length < rowsPerPage };
}

const number = z.number().int().min(0);
const LinkNoted = z.object({ seq: number, hash: z.string(), event: number });
/** Names one reading of the log from its first page to its last. */
const run = z.string().min(1).max(64);
const reading = "audit";
const busy = () =>
  refuse(
    errors.rateLimited(
      "Somebody verifies or exports this log right now. Try again when that is done, in some seconds.",
      5,
    ),
  );

/** Where the log ends, as the hub has noted it beside the log. */
function headOf({ db }: ViewContext): { seq: number; hash: string } {
  const [noted] = db.$client.sql
    .exec<{ seq: string | null; hash: string | null }>(
      "SELECT value ->> 'auditSeq' AS seq, value ->> 'auditHash' AS hash FROM hub_meta WHERE key = 'head'",
    )
    .toArray();
  return { seq: Number(noted?.seq ?? 0), hash: noted?.hash ?? chainStart.hash };
}

interface Verified {
  link: Link;
  broken: Break | null;
  done: boolean;
  /** The page has left the hub, with all up to there; it is in D1. */
  left: Link | null;
}

/** Recomputes one page of the chain from the hub's own rows and events. `link` is where the page before it ended. */
export const verifyPage = view({
  name: "audit.verify",
  permission: "audit.view",
  input: z.object({ run, link: z.object({ seq: number, hash: z.string().length(64), event: number }) }),
  run(ctx, input): Result<Verified> {
    const left = leftOf(ctx.db, ctx.processId);
    if (input.link.seq < left.seq) return ok({ link: input.link, broken: null, done: false, left });
    if (!ctx.takeTurn(reading, input.run)) return busy();
    const verdict = verifiedPage(ctx, input.link);
    if (verdict.done) ctx.endTurn(reading, input.run);
    return ok(verdict);
  },
});

function verifiedPage(ctx: ViewContext, from: Link): Verified {
  const page = pageAfter(ctx, from);
  let link = from;
  for (const { row, events } of page.rows) {
    const next = followRow(link, row, events);
    if ("reason" in next) return { link, broken: next, done: true, left: null };
    link = next;
  }
  return { link, broken: page.last ? afterTheEnd(ctx, link) : null, done: page.last, left: null };
}

/** What is wrong though each row follows from the one before: events of no row, or a log that was cut off. */
function afterTheEnd(
  ctx: ViewContext,
  { seq, hash, event }: { seq: number; hash: string; event: number },
): Break | null {
  const head = headOf(ctx);
  if (head.seq !== seq || head.hash !== hash)
    return { row: seq + 1, event: null, reason: `the log ends at row ${seq}, and the hub has written ${head.seq}` };
  const rest = "WHERE process_id = ? AND seq > ? ORDER BY seq LIMIT 1";
  const [stray] = select(ctx.db, events, rest, [ctx.processId, after(event)]);
  if (stray) return { row: seq + 1, event: stray.seq, reason: `event ${stray.seq} is of no row` };
  return wrongBeginning(ctx);
}

/** The log itself must say up to where it has left the hub: else a beginning could be cut off without a trace. */
function wrongBeginning({ db, processId }: ViewContext): Break | null {
  const left = leftOf(db, processId);
  const rest = "WHERE process_id = ? AND action = ? ORDER BY seq DESC LIMIT 1";
  const [noted] = select(db, audit, rest, [processId, leaveAction]);
  const { seq, hash, event } = noted ? LinkNoted.parse(noted.detail) : chainStart;
  if (seq === left.seq && hash === left.hash && event === left.event) return null;
  const reason = `the hub's log begins after row ${left.seq}, and the log itself says that it has left up to row ${seq}`;
  return { row: left.seq + 1, event: null, reason };
}

export const auditHead = view({
  name: "audit.head",
  permission: "audit.view",
  input: z.object({}),
  run: (ctx) => ok({ ...headOf(ctx), left: leftOf(ctx.db, ctx.processId) }),
});

export const linesOf = (rows: Named[]): string =>
  rows.map(({ row, events }) => `${canonicalJson({ ...row, events })}\n`).join("");

/** One page of an export: lines of canonical JSON, each an audit row with the `events` that it names. */
export const auditLines = view({
  name: "audit.lines",
  permission: "audit.view",
  input: z.object({ run, from: z.object({ seq: number, event: number }), to: number }),
  run(ctx, { run, from, to }): Result<{ text: string; next: typeof from; done: boolean; left: Link | null }> {
    const left = leftOf(ctx.db, ctx.processId);
    if (from.seq < left.seq) return ok({ text: "", next: from, done: false, left });
    if (!ctx.takeTurn(reading, run)) return busy();
    const { rows, last } = pageAfter(ctx, from);
    const kept = rows.filter(({ row }) => row.seq <= to);
    const event = kept.reduce((last, { row }) => lastEventAfter(row, last), from.event);
    const done = last || kept.length < rows.length || kept.at(-1)?.row.seq === to;
    if (done) ctx.endTurn(reading, run);
    return ok({
      text: linesOf(kept),
      next: { seq: kept.at(-1)?.row.seq ?? from.seq, event },
      done,
      left: null,
    });
  },
});
