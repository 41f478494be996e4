import type { Cost } from "./costs.ts";
import type { Rest } from "./delivery.ts";
import type { ReadFigure } from "./figure.ts";
import type { JobStatus } from "./job.ts";

/** A row that D1 refused while it took others. */
export interface RefusedRow {
  table: string;
  /** Of a log: the row's number. */
  row: string;
  rev: number;
  bytes: number;
  error: string;
  since: number;
  nextTryAt: number;
}

/** A job that runs or was given up. `startedAt` in UTC milliseconds. */
export interface JobBrief {
  id: string;
  label: string;
  status: JobStatus;
  done: number;
  total: number | null;
  error: string | null;
  startedByName: string;
  startedAt: number;
}

/** What a hub knows of itself. Times in UTC milliseconds. */
export interface HubHealth {
  processId: string;
  /** `closed`: it is empty, or being restored, and refuses everything. */
  state: "open" | "closed";
  rev: number;
  seq: number;
  sockets: number;
  mirror: {
    pendingRows: number;
    behindByRevs: number;
    failingSince: number | null;
    lastError: string | null;
    /** Rows that D1 refuses, the longest first; at most 50. */
    refused: RefusedRow[];
  };
  /** Counted up to 1,000. `resting`: channels that take nothing at present, whatever the message. */
  outbox: { queued: number; oldestQueuedAt: number | null; parked: number; resting: Rest[] };
  /** `failing`: their command broke and is tried again. */
  timers: { waiting: number; nextDueAt: number | null; overdue: number; failing: number };
  /** Those that run or were given up, the newest first; at most 20. */
  jobs: JobBrief[];
  /** What the modules tell. */
  figures: ReadFigure[];
  /** How often somebody was over a limit within the last hour. */
  limits: { read: number; write: number };
  /** The views and commands that read most rows since the hub woke. */
  costs: { since: number; top: Cost[] };
}

/** What D1 knows of a process's hub: as it was at `flushedAt`. Reading it wakes no hub. */
export interface HubClock {
  processId: string;
  slug: string;
  nextDueAt: number | null;
  /** The last event that D1 has. */
  lastSeq: number;
  flushedAt: number;
  gauges: Record<string, number>;
}

/** What the host knows without asking a hub; of this isolate only where it says so. */
export interface HostFacts {
  release: string;
  /** Null: D1 does not answer. */
  clocks: HubClock[] | null;
  isolate: {
    since: number;
    /** Views and commands by the time that requests waited for them. */
    hubs: Cost[];
    /** Statements to D1 by time; `rowsRead` is the rows that came back. */
    statements: Cost[];
    /** Requests without a session over their address's limit, within the last hour. */
    limited: number;
  };
}
