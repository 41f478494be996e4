import type { z } from "zod";
import type { Command } from "./command.ts";
import type { FeedFilter, FeedPage, NewestPage } from "./feed.ts";
import type { HostFacts, HubHealth } from "./health.ts";
import type { Permission } from "./permissions.ts";
import type { ProcessReader } from "./reader.ts";
import type { Region } from "./regions.ts";
import type { Result } from "./result.ts";
import type { View } from "./view.ts";

/** Commands and views of one process. */
export interface ProcessDoor {
  execute<I, O>(command: Command<I, O>, input: unknown): Promise<Result<O>>;
  view<I, O>(view: View<I, O>, input: unknown): Promise<Result<O>>;
  /** D1, bound to that process. */
  read<T>(list: (read: ProcessReader) => Promise<Result<T>>): Promise<Result<T>>;
}

/** What an operator may do with a process's hub itself. The endpoints that use it ask for `system.admin`. */
export interface OperatorDoor {
  /** Fills a hub that was lost from D1. `restored: false`: it has its data, nothing was done. */
  restore(): Promise<Result<{ restored: boolean; rows: number }>>;
  health(): Promise<Result<HubHealth>>;
}

export interface TenantAnswer {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  /** Where its hub is; null: wherever it was first asked for. */
  region: Region | null;
  isActive: boolean;
}

/** A process whose part is missing from an answer. */
export interface NotReached {
  processId: string;
  processSlug: string;
  name: string;
}

/** What a handler of the HTTP API may use. The host fills it; modules never see the platform. */
export interface ApiContext extends ProcessDoor {
  requestId: string;
  user: { id: string; processId: string };
  params: Record<string, string>;
  query: Record<string, string>;
  /** Another process by id or slug: open to super admins (who enter it by this), for all others only their own is there. */
  in(processId: string): ProcessDoor;
  processes(): Promise<Result<TenantAnswer[]>>;
  /** The hub of a process, by id or slug, as an operator may use it. */
  operate(processId: string): OperatorDoor;
  /** What the host knows without asking a hub. The endpoints that use it ask for `system.admin`. */
  host(): Promise<HostFacts>;
  /** The process this request is about; null: a super admin who named none, so all of them. */
  processId: string | null;
  /** Whether there are other processes for this person than their own. */
  crosses: boolean;
  /** A list out of D1, bound to that process or across all that could be entered. Let out once its reader is known to be allowed. */
  read<T>(list: (read: ProcessReader) => Promise<Result<T>>): Promise<Result<T>>;
  /** The feed of that process, or of all that could be entered, from the hub: after a number, oldest first. */
  feed(since: number, limit: number, filter?: FeedFilter): Promise<Result<FeedPage>>;
  /** The same before a number (null: before its end), newest first. */
  newest(before: number | null, limit: number, filter?: FeedFilter): Promise<Result<NewestPage>>;
  /** By id, the processes that this request has found away or too slow: what it shows is without them. */
  readonly notReached: Map<string, NotReached>;
}

/** One line of the HTTP contract: enough to route it, to document it and to test it from every side. */
export interface Endpoint {
  method: "get" | "post" | "patch" | "delete";
  /** Under `/api`, in Hono's notation. */
  path: string;
  summary: string;
  /** More about the answer or the refusals, in plain words. */
  description?: string;
  tag: string;
  permission: Permission | "anyone_signed_in";
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  /** The answer's media type when it isn't JSON; `handle` then gives a string or a stream of bytes. */
  produces?: string;
  handle(api: ApiContext, body: Record<string, unknown>): Promise<Result<unknown>>;
}

export const endpoint = (definition: Endpoint): Endpoint => definition;

/** Turns the value of a result, leaving a refusal as it is. */
export function mapped<T, U>(result: Result<T>, turn: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: turn(result.value) } : result;
}
