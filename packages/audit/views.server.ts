import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { auditHash, genesisHash } from "#packages/core/audit.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { audit } from "#packages/core/tables.ts";
import { view } from "#packages/core/view.ts";

const perRead = 1_000;

interface Verdict {
  ok: boolean;
  /** Rows that follow from one another. */
  rows: number;
  firstBroken: number | null;
  lastHash: string;
}

/** Recomputes the whole chain from the hub's own rows: names the first row that does not follow from the one before. */
export const verifyAudit = view({
  name: "audit.verify",
  permission: "audit.view",
  input: z.object({}),
  run(ctx): Result<Verdict> {
    let prevHash = genesisHash;
    let seq = 0;
    for (;;) {
      const rows = ctx.db
        .select()
        .from(audit)
        .where(and(eq(audit.processId, ctx.processId), gt(audit.seq, seq)))
        .orderBy(asc(audit.seq))
        .limit(perRead)
        .all();
      for (const row of rows) {
        if (row.seq !== seq + 1 || row.prevHash !== prevHash || auditHash(row) !== row.hash)
          return ok({ ok: false, rows: seq, firstBroken: seq + 1, lastHash: prevHash });
        prevHash = row.hash;
        seq = row.seq;
      }
      if (rows.length < perRead) return ok({ ok: true, rows: seq, firstBroken: null, lastHash: prevHash });
    }
  },
});

/** Rows for an export, oldest first. */
export const auditRows = view({
  name: "audit.rows",
  permission: "audit.view",
  input: z.object({ after: z.number().int().min(0), limit: z.number().int().min(1).max(1_000) }),
  run(ctx, input) {
    const rows = ctx.db
      .select()
      .from(audit)
      .where(and(eq(audit.processId, ctx.processId), gt(audit.seq, input.after)))
      .orderBy(asc(audit.seq))
      .limit(input.limit)
      .all();
    return ok(rows);
  },
});
