import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Audience } from "./audience.ts";
import type { HubDb, ProcessTable } from "./database.ts";
import type { DeliveryChannel } from "./delivery.ts";
import type { RecordName } from "./entity.ts";
import type { Feed, FeedEvent } from "./feed.ts";
import type { JobName } from "./job-name.ts";
import type { Json } from "./json.ts";
import type { Notice } from "./notice.ts";
import type { Ref } from "./ref.ts";
import type { SearchHit, SearchQuestion } from "./search.ts";

type Managed = "processId" | "rev" | "createdAt" | "updatedAt";
export type Insert<T extends ProcessTable> = Omit<T["$inferInsert"], Managed>;
export type Changes<T extends ProcessTable> = Partial<Omit<T["$inferSelect"], Managed | "id">>;

export interface NewEvent {
  /** The record, of a registered kind: `incidentKind.ref(incident)`. */
  about: Ref;
  /** Past tense, one word: `created`, `acknowledged`. The event's type is `kind.action`. */
  action: string;
  summary: string;
  data?: { [key: string]: Json };
  /** For whom it is meant, of those who may know of the record; the team unless it says otherwise. */
  audience?: Audience;
  /** Who did it, where this command only completes later what somebody began; otherwise the command's own actor. */
  by?: FeedEvent["actor"];
}

interface Reading {
  readonly processId: string;
  /** UTC milliseconds; one value for the whole command. */
  readonly now: number;
  readonly actor: Actor;
  readonly db: HubDb;
  /** Ranked full-text search in this process, in what the one who asks may know of. */
  search(question: SearchQuestion): SearchHit[];
  /** Why a channel takes no messages at present, as the end of a sentence; null: it takes them. */
  channelProblem(channel: DeliveryChannel): string | null;
}

/** One request of a person, and how many a minute they may make. */
export interface Spending {
  kind: "read" | "write";
  who: string;
  perMinute: number;
}

/** What a view gets. */
export interface ViewContext extends Reading {
  /** For a long reading, page by page: whether this run of its kind may go on, or another one is under way. In memory. */
  takeTurn(kind: string, run: string): boolean;
  /** The run has read its last page. */
  endTurn(kind: string, run: string): void;
  /** What other modules add to the answer about a record of this kind, by the name of the part. */
  parts(kind: { kind: string }, row: ProcessTable["$inferSelect"]): object;
  /** The same for each row of a list. */
  listParts(kind: { kind: string }, rows: readonly ProcessTable["$inferSelect"][]): object[];
  /** Counts a request, in memory. Answers 0, or the milliseconds until there is room again. */
  spend(spending: Spending): number;
  /** A record's name and where it is; null where it is gone, or whoever asks may not know of it. */
  named(ref: Ref): RecordName | null;
  /** The records that somebody means by what they have written, such as `MOMO-142`, as far as whoever asks may know of them. */
  meant(text: string): RecordName[];
  /** What happened, as far as whoever asks may hear it. */
  readonly feed: Feed;
  /** Address of the product, for links. */
  readonly appUrl: string;
}

/** What a verb gets: reads are free, writes go through here and nowhere else. */
export interface Ctx extends Reading {
  readonly appUrl: string;
  readonly requestId: string;
  /** The revision of the rows that this command writes. Those of later commands are higher. */
  readonly rev: number;
  /** An id of a kind that core or a module has registered. */
  newId(kind: string): string;
  /** A row as this command has left it so far: what it has written is not read again. Null: there is none. */
  present<T extends ProcessTable>(table: T, id: string): T["$inferSelect"] | null;
  put<T extends ProcessTable>(table: T, row: Insert<T>): T["$inferSelect"];
  patch<T extends ProcessTable>(table: T, row: T["$inferSelect"], changes: Changes<T>): T["$inferSelect"];
  /** Many at once, by few statements: for what is written for each of many people. Each `row` as this command has read it. */
  putAll<T extends ProcessTable>(table: T, rows: readonly Insert<T>[]): T["$inferSelect"][];
  patchAll<T extends ProcessTable>(
    table: T,
    edits: readonly { row: T["$inferSelect"]; changes: Changes<T> }[],
  ): T["$inferSelect"][];
  /** A row that was removed, as it was but for its revision. */
  putBack<T extends ProcessTable>(table: T, row: T["$inferSelect"]): T["$inferSelect"];
  remove<T extends ProcessTable>(table: T, row: T["$inferSelect"]): void;
  /** Adds to a counter and answers its new value. */
  count(counter: string, by: number): number;
  /** Says what happened; answers the number it will have in the feed. */
  emit(event: NewEvent): number;
  /** Tells people what happened: as messages that leave after this command, to each in the way that suits them. */
  notify(notice: Notice): void;
  /** Begins something long, and answers its job's id. `once`: where one of this kind is running, that is the answer. */
  start<S extends Json>(kind: JobName<S>, state: S, more?: { about?: Ref; once?: true }): string;
  /** A command for another process's hub, as the system: sent after this one, in order, until it is taken, and taken once. */
  call<I>(processId: string, command: { name: string; input: z.ZodType<I> }, input: I): void;
}
