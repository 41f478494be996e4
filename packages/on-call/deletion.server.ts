import { deletionOf } from "#packages/core/deletion.ts";
import { onCallKind } from "./entity.server.ts";
import { dutyOf, holderOf } from "./store.server.ts";

export const onCallDeletion = deletionOf(onCallKind, {
  name: "onCall",
  path: "/on-call",
  tag: "On-call",
  what: "the on-call entry",
  summary: (db, entry) => `${holderOf(db, entry)} is no longer ${dutyOf(entry)}`,
});
