import type { Command } from "./command.ts";
import type { HubDb, ProcessTable } from "./context.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Json } from "./json.ts";
import type { View } from "./view.ts";

export interface Timer {
  /** Unique in the process and stable: the same thing due is the same key, so it can't fire twice. */
  key: string;
  /** UTC milliseconds. */
  dueAt: number;
  /** The command that the hub runs at that time, as the system. */
  command: string;
  input: { [key: string]: Json };
}

/** What is due is derived: from a row and what it depends on, never scheduled by a verb. */
export interface TimerSource<T extends ProcessTable = ProcessTable> {
  table: T;
  /** Names of tables whose change re-derives every live row. */
  alsoOn: string[];
  /** Rows that can have timers at all; answered from an index. */
  live(db: HubDb, processId: string): T["$inferSelect"][];
  derive(db: HubDb, row: T["$inferSelect"]): Timer[];
}

export interface SearchIndex<T extends ProcessTable = ProcessTable> {
  name: string;
  table: T;
  /** Searched columns, heaviest first. */
  columns: string[];
  rowid(row: T["$inferSelect"]): number;
  document(db: HubDb, row: T["$inferSelect"]): Record<string, string>;
}

export interface Module {
  name: string;
  label: string;
  tables: ProcessTable[];
  // biome-ignore lint/suspicious/noExplicitAny: a register holds commands of every input and output
  commands: Command<any, any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  views: View<any, any>[];
  endpoints: Endpoint[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise, of every table
  timers?: TimerSource<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  searches?: SearchIndex<any>[];
  /** Why a queued message is overtaken, by guard name; null: still wanted. */
  guards?: Record<string, (db: HubDb, processId: string, id: string) => string | null>;
}

export const defineModule = (module: Module): Module => module;
export const timerSource = <T extends ProcessTable>(source: TimerSource<T>): TimerSource<T> => source;
export const searchIndex = <T extends ProcessTable>(source: SearchIndex<T>): SearchIndex<T> => source;
