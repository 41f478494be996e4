import { index, integer, processColumns, processKey, sqliteTable, text } from "../columns.ts";

/** That somebody has something for a while: an acknowledgement, a case under review. One for each record and purpose. */
export const leases = sqliteTable(
  "leases",
  {
    ...processColumns(),
    kind: text("kind").notNull(),
    recordId: text("record_id").notNull(),
    purpose: text("purpose").notNull(),
    holderId: text("holder_id").notNull(),
    holderName: text("holder_name").notNull(),
    minutes: integer("minutes").notNull(),
    until: integer("until").notNull(),
    /** `expired` until it is taken again or ended: whoever waits for that reacts to the change. */
    state: text("state").$type<"held" | "expired">().notNull(),
  },
  (t) => [processKey(t), index("leases_by_state").on(t.processId, t.state, t.until)],
);
