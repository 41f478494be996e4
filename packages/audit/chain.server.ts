import { chainStart } from "#packages/core/audit-chain.ts";
import type { ProcessDoor } from "#packages/core/endpoint.ts";
import { canonicalJson } from "#packages/core/json.ts";
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

/** Recomputes the whole chain, page by page, so that the hub does what is due between them. */
export async function verifyChain(door: Door): Promise<Result<Verdict>> {
  for (let link = chainStart; ; ) {
    const page = await door.view(verifyPage, { link });
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
  const encoder = new TextEncoder();
  let from = { seq: 0, event: 0 };
  return ok(
    new ReadableStream<Uint8Array>({
      start(controller) {
        const header = { kind: "header", processId, from: 1, to, hash: head.value.hash };
        controller.enqueue(encoder.encode(`${canonicalJson(header)}\n`));
      },
      async pull(controller) {
        const page = await door.view(auditLines, { from, to });
        if (!page.ok) return controller.error(new Error(page.error.message));
        if (page.value.text) controller.enqueue(encoder.encode(page.value.text));
        from = page.value.next;
        if (page.value.done) controller.close();
      },
    }),
  );
}
