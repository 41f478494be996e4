import type { RestReason } from "./delivery.ts";
import type { Json } from "./json.ts";
import type { MessageBody } from "./message.ts";

/** What a receiver said of a batch. */
export type Outcome =
  | { kind: "accepted"; ids: (string | null)[]; refused: { index: number; message: string }[] }
  | { kind: "refused"; message: string }
  /** Nobody knows whether it was taken. */
  | { kind: "retry"; message: string; afterMs: number | null }
  /** Surely not taken, and for no reason of its own: the channel takes nothing at present. */
  | { kind: "resting"; why: RestReason; message: string; afterMs: number | null };

/** What the installation sends with. */
export interface SendingSettings {
  /** Null: no mail service is set up. */
  mailKey: string | null;
  mailBaseUrl: string | null;
  mailFrom: string;
  /** DNS over HTTPS; null: the public one. */
  resolverUrl: string | null;
  /** Receivers may be on this machine: for the demo and tests. */
  allowLoopback: boolean;
}

export interface Way {
  processId: string;
  /** The process's own address, of a channel that leads to no person; null: none is set. */
  address: string | null;
  settings: SendingSettings;
}

/** What a message is about, for whoever is not at our pages. `id` null: several of the kind. */
export interface PostAbout {
  kind: string;
  id: string | null;
  reference: string | null;
  /** Of its page, below the product's address; null: it has none. */
  path: string | null;
}

/** One delivery as it is handed over. */
export interface Post {
  deliveryId: string;
  recipient: string;
  event: string;
  subject: string;
  body: MessageBody;
  /** Looked up when it is asked for: mail says it in its text. */
  about(): PostAbout;
}

/** Hands a batch to its receiver. The request leaves in the turn of the call. The same `batchId` is always the same posts. */
export type Hand = (batchId: string, posts: Post[]) => Promise<Outcome>;

/** How messages leave over one channel. */
export interface Courier {
  /** Looks up what has to be known before a message is judged and handed over. */
  ready(way: Way): Promise<Hand>;
  /** What has to be set up before anything can leave this way, as the end of a sentence; null: all of it is. */
  missing(way: Way): string | null;
  /** What a try depends on: a channel that rests is tried at once when it changes. Kept as a digest only. */
  dependsOn(way: Way): Json;
}
