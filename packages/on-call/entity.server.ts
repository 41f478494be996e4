import { capital } from "#packages/core/capital.ts";
import { entityKind } from "#packages/core/entity.ts";
import { onCallPath } from "./path.ts";
import { dutyWords } from "./rules.ts";
import { entryAt, takenBy } from "./store.server.ts";
import { onCallEntries } from "./tables.ts";

export const onCallKind = entityKind({
  kind: "on_call",
  prefix: "onc",
  table: onCallEntries,
  permission: "on_call.view",
  label: ({ date, role }) => ({ reference: null, title: capital(dutyWords(role, date)) }),
  path: onCallPath,
  deletable: {
    permission: "on_call.manage",
    reason: "optional",
    conflict(db, entry) {
      const taken = entryAt(db, entry.processId, entry);
      return taken && `${takenBy(db, taken)} Remove that entry first.`;
    },
  },
});
