import type { JobStatus } from "#packages/core/job.ts";
import type { StandingPage } from "#packages/core/sending/standing.ts";

/** What this person is paged for in the app, as long as it stands. */
export type Alert = StandingPage;

/** One entry of a process's stream, as `/api/activity` and the socket give it. */
export interface ActivityEvent {
  seq: number;
  type: string;
  entity: string;
  entityId: string;
  entityNumber?: string | null;
  action: string;
  /** Without an id: the product itself. */
  actor: { id: string | null; name: string; kind: string };
  at: string;
  summary: string;
}

export interface PresentUser {
  id: string;
  name: string;
}

/** How far a job is; told with its steps, and never again. */
export interface JobProgress {
  status: JobStatus;
  progress: { done: number; total: number | null };
  said: string | null;
  error: string | null;
}

export type ServerFrame =
  /** `pages`: only where there are any. */
  | { type: "hello"; lastSeq: number; pages?: Alert[] }
  /** All that stand now, in the place of those told before. */
  | { type: "pages"; pages: Alert[] }
  /** `command`: the key of the command that brought it, told to nobody but the person who sent that. */
  | { type: "activity"; event: ActivityEvent; command?: string }
  /** More was missed than a socket is sent; what is sent from here on is new. */
  | { type: "behind"; nextSince: number }
  | ({ type: "job"; id: string } & JobProgress)
  | { type: "presence"; entity: string; entityId: string; users: PresentUser[] };

/** Null entity: looking at nothing in particular any more. */
export interface ViewingFrame {
  type: "viewing";
  entity: string | null;
  entityId: string | null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const isFrame = (value: unknown): value is ServerFrame => {
  if (!isObject(value)) return false;
  if (value.type === "hello") return typeof value.lastSeq === "number";
  if (value.type === "pages") return Array.isArray(value.pages);
  if (value.type === "behind") return typeof value.nextSince === "number";
  if (value.type === "job") return typeof value.id === "string" && isObject(value.progress);
  if (value.type === "activity") return isObject(value.event) && typeof value.event.seq === "number";
  return value.type === "presence" && Array.isArray(value.users);
};

/** Null for "pong" and for kinds of frames that a newer server may send. */
export function parseFrame(data: unknown): ServerFrame | null {
  if (typeof data !== "string" || !data.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(data);
    return isFrame(value) ? value : null;
  } catch {
    return null;
  }
}
