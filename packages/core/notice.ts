import type { DeliveryChannel, DeliveryLane } from "./delivery.ts";
import type { MessageBody } from "./message.ts";

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
  body: MessageBody;
}

/** What a verb says: what happened, about what, to whom. How each person is reached is not its business. */
export interface Notice {
  /** Row of the e-mail matrix, such as `incident.created`. */
  event: string;
  about: NoticeAbout;
  /** Ids of users; `team`: everyone who may read what it is about. Whoever may not read it, or is not active, is not told. */
  people: "team" | readonly string[];
  mail: MailText;
  /** Who is paged about the same record at once, by what this command led to, is not told as well: the page says it. */
  unlessPaged?: true;
  /** `normal` unless it says otherwise. `urgent` is for pages, which know no preferences. */
  lane?: DeliveryLane;
  guard?: DeliveryGuard;
  /** Finds the deliveries again: what the module keeps of its own, such as the firing that paged. */
  group?: string;
  /** Only these ways. Slack and webhook lead to the process's own address, once, and to no person. */
  channels?: readonly DeliveryChannel[];
}
