import type { z } from "zod";
import type { Command } from "./command.ts";
import type { FeedEvent } from "./feed.ts";
import type { Permission } from "./permissions.ts";
import type { ProcessReader } from "./reader.ts";
import type { Result } from "./result.ts";
import type { View } from "./view.ts";

/** Commands and views of one process. */
export interface ProcessDoor {
  execute<I, O>(command: Command<I, O>, input: unknown): Promise<Result<O>>;
  view<I, O>(view: View<I, O>, input: unknown): Promise<Result<O>>;
}

export interface TenantAnswer {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  isActive: boolean;
}

/** What a handler of the HTTP API may use. The host fills it; modules never see the platform. */
export interface ApiContext extends ProcessDoor {
  requestId: string;
  user: { id: string; role: string; processId: string };
  params: Record<string, string>;
  query: Record<string, string>;
  /** Another process by id or slug: open to super admins (and audited), for all others only their own is there. */
  in(processId: string): ProcessDoor;
  processes(): Promise<Result<TenantAnswer[]>>;
  /** The process this request is about; null: a super admin who named none, so all of them. */
  processId: string | null;
  /** D1, bound to that process, or across all of them. */
  read(): Promise<ProcessReader>;
  /** The feed of that process, or of all, from the hub. */
  feed(since: number, limit: number): Promise<{ items: FeedEvent[]; lastSeq: number }>;
}

/** One line of the HTTP contract: enough to route it, to document it and to test it from every side. */
export interface Endpoint {
  method: "get" | "post" | "patch" | "delete";
  /** Under `/api`, in Hono's notation. */
  path: string;
  summary: string;
  tag: string;
  permission: Permission | "anyone_signed_in";
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  /** The answer's media type when it isn't JSON; `handle` then gives a string. */
  produces?: string;
  handle(api: ApiContext, body: Record<string, unknown>): Promise<Result<unknown>>;
}

export const endpoint = (definition: Endpoint): Endpoint => definition;

/** Turns the value of a result, leaving a refusal as it is. */
export function mapped<T, U>(result: Result<T>, turn: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: turn(result.value) } : result;
}
