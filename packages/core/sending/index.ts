import { digested } from "#packages/core/audit.ts";
import { defineModule } from "#packages/core/module.ts";
import { tableOf } from "#packages/core/table-policy.ts";
import { deliveries, messages } from "#packages/core/tables.ts";
import { noteChannel } from "./channel.server.ts";
import { deliveryKind } from "./entity.server.ts";
import { gatherDeliveries, recordDeliveries } from "./record.server.ts";
import { reportDelivery } from "./report.server.ts";

/** Core's own: what the hub writes down of the messages that it sends. */
export const sendingModule = defineModule({
  name: "sending",
  label: "Sending",
  tables: [
    tableOf(messages, {
      secret: { text: digested, html: digested },
      // Longer than any of its deliveries can be sent again.
      keep: { days: 180, archived: "d1", unless: ({ aboutKind, aboutId }, still) => still.open(aboutKind, aboutId) },
    }),
    // A delivery is its own log.
    tableOf(deliveries, {
      audit: "none",
      keep: {
        days: 90,
        archived: "d1",
        unless: ({ state, aboutKind, aboutId }, still) => state === "queued" || still.open(aboutKind, aboutId),
      },
    }),
  ],
  entities: [deliveryKind],
  commands: [gatherDeliveries, noteChannel, recordDeliveries, reportDelivery],
  views: [],
  endpoints: [],
});
