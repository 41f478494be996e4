import type { Audience } from "./audience.ts";
import type { Ctx } from "./context.ts";
import type { HubDb } from "./database.ts";
import type { DeliveryChannel } from "./delivery.ts";
import type { Notice, NoticeAbout } from "./notice.ts";
import type { Permission } from "./permissions.ts";

/** One way to reach somebody: becomes one delivery. */
export interface Recipient {
  channel: DeliveryChannel;
  /** An address, or in words what the channel leads to. */
  recipient: string;
  userId: string | null;
}

/** A delivery to a person that waits: whom it is for and what it is about. */
export interface WaitingDelivery {
  userId: string | null;
  aboutKind: string;
  aboutId: string | null;
}

/** Who may read a record, by its kind and as it stands. */
export interface Readers {
  permission: Permission;
  audience: Audience;
}
export type ReadersOf = (about: NoticeAbout) => Readers;

/** Turns what verbs say into deliveries. The register has exactly one. */
export interface Notifier {
  /** Asked in the verb's transaction. Nobody: no message is written. */
  resolve(ctx: Ctx, notice: Notice, readersOf: ReadersOf): Recipient[];
  /**
   * Asked just before a batch is handed over: looks its people up, then says of each delivery why its person may not have it any
   * more; null: they may.
   */
  judge(
    db: HubDb,
    processId: string,
    waiting: readonly WaitingDelivery[],
    readersOf: ReadersOf,
  ): (one: WaitingDelivery) => string | null;
}
