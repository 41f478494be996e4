import { type Break, chainStart, followRow, type Link } from "#packages/core/audit-chain.ts";
import { clock } from "#packages/core/clock.ts";
import type { ProcessDoor } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { describe, logError } from "#packages/core/log.ts";
import { soon } from "#packages/core/patience.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { type Named, pagesInD1, startInD1 } from "./archive.server.ts";
import { auditHead, auditLines, linesOf, verifyPage } from "./views.server.ts";

export interface Verdict {
  ok: boolean;
  /** Rows that follow from one another, from this one on: those before it are older than D1 keeps them. */
  rows: number;
  from: number;
  /** The first row that does not follow. */
  firstBroken: number | null;
  /** The event of it that does not fit, if it is one. */
  brokenEvent: number | null;
  reason: string | null;
  lastHash: string;
}

type Door = Pick<ProcessDoor, "view" | "read">;
type Place = { seq: number; event: number };

const nameOne = errors.invalid("Each process has a chain of its own. Say which with ?processId=.", {
  processId: ["Needed here."],
});

const retryMs = 1_000;
const tries = 30;

/**
 * Asks for one page after the other. The first is refused while another run is under way; later ones wait for it: a reader may
 * have been too slow to keep its turn.
 */
function inOneRun<P, T>(askPage: (run: string, at: P) => Promise<Result<T>>): (at: P) => Promise<Result<T>> {
  const run = coreId("request", clock.now(), platformTag);
  let begun = false;
  return async (at) => {
    // What is due meanwhile has its turn: pages asked for one right after the other would keep the alarm waiting to the end.
    if (begun) await soon(0);
    let page = await askPage(run, at);
    for (let left = tries; begun && left > 0 && !page.ok && page.error.code === "rate_limited"; left--) {
      await soon(retryMs);
      page = await askPage(run, at);
    }
    begun = true;
    return page;
  };
}

/** The part of the log that has left the hub, in D1. */
const inD1 = (door: Door, from: Place, to: Place): Promise<Result<AsyncGenerator<Named[]>>> =>
  door.read(async (read) => (read.processId === null ? refuse(nameOne) : ok(pagesInD1(read, from, to))));

const startOf = async (door: Door, left: Link): Promise<Result<Link>> =>
  left.seq === 0
    ? ok(chainStart)
    : door.read(async (read) => (read.processId === null ? refuse(nameOne) : ok(await startInD1(read))));

/** D1 away, or a page of it that is too slow, is told as such: the hub has the rest. */
async function withD1<T>(left: Link, work: () => Promise<Result<T>>): Promise<Result<T>> {
  return work().catch((thrown) => {
    logError("archive.failed", { error: describe(thrown) });
    return refuse(
      errors.unavailable(`Rows up to ${left.seq} are in D1, which does not answer. Try again in some minutes.`),
    );
  });
}

/** Follows the chain through what has left the hub. It must end as the hub says that it did. */
async function followInD1(door: Door, from: Link, left: Link): Promise<Result<{ link: Link; broken: Break | null }>> {
  const pages = await inD1(door, from, left);
  if (!pages.ok) return pages;
  let link = from;
  for await (const page of pages.value)
    for (const { row, events } of page) {
      const next = followRow(link, row, events);
      if ("reason" in next) return ok({ link, broken: next });
      link = next;
    }
  if (link.seq === left.seq && link.hash === left.hash && link.event === left.event) return ok({ link, broken: null });
  const reason = `the log in D1 leads to row ${link.seq}, and not to where the hub's begins, after row ${left.seq}`;
  return ok({ link, broken: { row: link.seq + 1, event: null, reason } });
}

/** Recomputes the whole chain, page by page, so that the hub does what is due between them. What has left the hub is read from D1. */
export async function verifyChain(door: Door): Promise<Result<Verdict>> {
  const head = await door.view(auditHead, {});
  if (!head.ok) return head;
  const { left } = head.value;
  const start = await withD1(left, () => startOf(door, left));
  if (!start.ok) return start;
  const ask = inOneRun((run, link: Link) => door.view(verifyPage, { run, link }));
  for (let link = start.value; ; ) {
    const page = await ask(link);
    if (!page.ok) return page;
    const [from, { left, done }] = [link, page.value];
    const part = left ? await withD1(left, () => followInD1(door, from, left)) : page;
    if (!part.ok) return part;
    link = part.value.link;
    if (part.value.broken !== null || done) return ok(verdictOf(start.value, link, part.value.broken));
  }
}

const verdictOf = (start: Link, link: Link, broken: Break | null): Verdict => ({
  ok: broken === null,
  rows: link.seq - start.seq,
  from: start.seq + 1,
  firstBroken: broken?.row ?? null,
  brokenEvent: broken?.event ?? null,
  reason: broken?.reason ?? null,
  lastHash: link.hash,
});

/** The lines of the log from a place on, up to a row: out of D1 as far as they have left the hub, then from the hub. */
async function* exportLines(door: Door, start: Place, to: number): AsyncGenerator<Result<string>> {
  const ask = inOneRun((run, from: Place) => door.view(auditLines, { run, from, to }));
  for (let from = start; ; ) {
    const page = await ask(from);
    if (!page.ok) return yield page;
    const { text, next, done, left } = page.value;
    if (left) {
      const pages = await inD1(door, from, left);
      if (!pages.ok) return yield pages;
      for await (const rows of pages.value) yield ok(linesOf(rows));
    } else yield ok(text);
    if (done) return;
    from = left ?? next;
  }
}

/**
 * The whole log as JSON Lines: a header that says from and up to which row, then the rows with their events. One page is read when
 * the reader has taken the one before. A page that fails breaks the answer off, and the header shows that it is short.
 */
export async function exportChain(door: Door, processId: string): Promise<Result<ReadableStream<Uint8Array>>> {
  const head = await door.view(auditHead, {});
  if (!head.ok) return head;
  const { seq: to, hash, left } = head.value;
  const start = await withD1(left, () => startOf(door, left));
  if (!start.ok) return start;
  const lines = exportLines(door, start.value, to);
  const first = (await lines.next()).value;
  if (first && !first.ok) return first;
  const encoder = new TextEncoder();
  let page: Result<string> | undefined = first || undefined;
  return ok(
    new ReadableStream<Uint8Array>({
      start(controller) {
        const header = { kind: "header", processId, from: start.value.seq + 1, to, hash };
        controller.enqueue(encoder.encode(`${canonicalJson(header)}\n`));
      },
      async pull(controller) {
        if (!page) return controller.close();
        if (!page.ok) return controller.error(new Error(page.error.message));
        if (page.value) controller.enqueue(encoder.encode(page.value));
        page = (await lines.next()).value || undefined;
      },
    }),
  );
}
