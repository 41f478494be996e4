import type { Audience } from "./audience.ts";
import type { Ctx, HubDb } from "./context.ts";
import type { DeliveryChannel, DeliveryLane } from "./delivery.ts";
import type { Permission } from "./permissions.ts";

/** What a message is about. `id` null: several of the kind. */
export interface NoticeAbout {
  kind: string;
  id: string | null;
}

/** A reason why a queued message may be overtaken: the module that names the guard decides, just before sending. */
export interface DeliveryGuard {
  name: string;
  id: string;
}

export interface MailText {
  subject: string;
  text: string;
  html?: string;
}

/** What a verb says: what happened, about what, to whom. How each person is reached is not its business. */
export interface Notice {
  /** Row of the e-mail matrix, such as `incident.created`. */
  event: string;
  about: NoticeAbout;
  /** Ids of users; `team`: everyone who may read what it is about. Whoever may not read it, or is not active, is not told. */
  people: "team" | readonly string[];
  mail: MailText;
  /** `normal` unless it says otherwise. `urgent` is for pages, which know no preferences. */
  lane?: DeliveryLane;
  guard?: DeliveryGuard;
  /** Finds the deliveries again: what the module keeps of its own, such as the firing that paged. */
  group?: string;
  /** Only these ways. Slack and webhook lead to the process's own address, once, and to no person. */
  channels?: readonly DeliveryChannel[];
}

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
