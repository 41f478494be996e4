import { day } from "#packages/core/clock.ts";
import type { DeliveryState } from "#packages/core/delivery.ts";
import { defineModule } from "#packages/core/module.ts";
import { type Still, tableOf } from "#packages/core/table-policy.ts";
import { deliveries, messages } from "#packages/core/tables.ts";
import { noteChannel } from "./channel.server.ts";
import type { Delivery } from "./deliveries.server.ts";
import { deliveryKind } from "./entity.server.ts";
import { foldDeliveries } from "./fold.server.ts";
import { heldChannels } from "./held.server.ts";
import { gatherDeliveries, recordDeliveries } from "./record.server.ts";
import { reportDelivery } from "./report.server.ts";
import { standingPages } from "./standing.server.ts";

const arrived: readonly DeliveryState[] = ["sent", "delivered", "dropped"];

/** What waits or can be sent again, what a page came to, and all that is about something open. The rest is for the list, which D1 has. */
function isWanted({ state, lane, updatedAt, aboutKind, aboutId }: Delivery, still: Still): boolean {
  if (state === "queued" || still.open(aboutKind, aboutId)) return true;
  return (lane === "urgent" || !arrived.includes(state)) && updatedAt > still.now - 90 * day;
}

/** Core's own: what the hub writes down of the messages that it sends. */
export const sendingModule = defineModule({
  name: "sending",
  label: "Sending",
  tables: [
    // Before their messages: what they came to is kept with those.
    tableOf(deliveries, {
      audit: "none",
      keep: { days: 14, archived: { command: foldDeliveries.name }, unless: isWanted },
    }),
    tableOf(messages, {
      // A record of its own, as a delivery is.
      audit: "none",
      // Longer than any of its deliveries can be sent again.
      keep: { days: 180, archived: "d1", unless: ({ aboutKind, aboutId }, still) => still.open(aboutKind, aboutId) },
    }),
  ],
  entities: [deliveryKind],
  commands: [foldDeliveries, gatherDeliveries, noteChannel, recordDeliveries, reportDelivery],
  views: [standingPages, heldChannels],
  endpoints: [],
});
