import { z } from "zod";
import { ok } from "#packages/core/result.ts";
import { view } from "#packages/core/view.ts";

const Refs = z.strictObject({ refs: z.array(z.object({ kind: z.string(), id: z.string() })).max(200) });

/** What records are called, for a list that has only their ids: by id. Those that are gone, or have left the hub, are left out. */
export const recordNames = view({
  name: "audit.names",
  permission: "audit.view",
  input: Refs,
  run(ctx, { refs }) {
    const named = refs.flatMap((ref) => ctx.named(ref) ?? []);
    return ok(named.map(({ id, reference, title }) => ({ id, name: reference ?? title })));
  },
});
