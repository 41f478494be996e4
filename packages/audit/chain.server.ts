import { chainStart, type Link } from "#packages/core/audit-chain.ts";
import { clock } from "#packages/core/clock.ts";
import type { ProcessDoor } from "#packages/core/endpoint.ts";
import { coreId, platformTag } from "#packages/core/ids.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { soon } from "#packages/core/patience.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { auditHead, auditLines, verifyPage } from "./views.server.ts";

export interface Verdict {
  ok: boolean;
  /** Rows that follow from one another. */
  rows: number;
  /** The first row that does not follow. */
  firstBroken: number | null;
  /** The event of it that does not fit, if it is one. */
  brokenEvent: number | null;
  reason: string | null;
  lastHash: string;
}

type Door = Pick<ProcessDoor, "view">;

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
    let page = await askPage(run, at);
    for (let left = tries; begun && left > 0 && !page.ok && page.error.code === "rate_limited"; left--) {
      await soon(retryMs);
      page = await askPage(run, at);
    }
    begun = true;
    return page;
  };
}

/** Recomputes the whole chain, page by page, so that the hub does what is due between them. */
export async function verifyChain(door: Door): Promise<Result<Verdict>> {
  const ask = inOneRun((run, link: Link) => door.view(verifyPage, { run, link }));
  for (let link = chainStart; ; ) {
    const page = await ask(link);
    if (!page.ok) return page;
    link = page.value.link;
    const { broken, done } = page.value;
    if (!done) continue;
    return ok({
      ok: broken === null,
      rows: link.seq,
      firstBroken: broken?.row ?? null,
      brokenEvent: broken?.event ?? null,
      reason: broken?.reason ?? null,
      lastHash: link.hash,
    });
  }
}

/**
 * The whole log as JSON Lines: a header that says up to which row, then the rows with their events. One page is read from the
 * hub when the reader has taken the one before. A page that fails breaks the answer off, and the header shows that it is short.
 */
export async function exportChain(door: Door, processId: string): Promise<Result<ReadableStream<Uint8Array>>> {
  const head = await door.view(auditHead, {});
  if (!head.ok) return head;
  const to = head.value.seq;
  const ask = inOneRun((run, from: { seq: number; event: number }) => door.view(auditLines, { run, from, to }));
  const first = await ask({ seq: 0, event: 0 });
  if (!first.ok) return first;
  const encoder = new TextEncoder();
  let page: Awaited<ReturnType<typeof ask>> = first;
  return ok(
    new ReadableStream<Uint8Array>({
      start(controller) {
        const header = { kind: "header", processId, from: 1, to, hash: head.value.hash };
        controller.enqueue(encoder.encode(`${canonicalJson(header)}\n`));
      },
      async pull(controller) {
        if (!page.ok) return controller.error(new Error(page.error.message));
        const { text, next, done } = page.value;
        if (text) controller.enqueue(encoder.encode(text));
        if (done) controller.close();
        else page = await ask(next);
      },
    }),
  );
}
