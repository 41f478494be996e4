/** A bad day. Nothing is accepted unless `accepts` says so. */
export interface Fault {
  /** What is answered (default 500). */
  status?: number;
  /** For instance `{ "retry-after": "2" }`. */
  headers?: { [name: string]: string };
  /** Waits this long before it answers. */
  delayMs?: number;
  /** Closes the connection instead of answering. */
  hangUp?: boolean;
  /** The mail is accepted all the same: with `hangUp` or a long `delayMs`, "timed out after having accepted". */
  accepts?: boolean;
}

export interface FakeRequest {
  at: number;
  method: string;
  path: string;
  headers: { [name: string]: string | undefined };
  /** The Idempotency-Key. */
  key: string | null;
  text: string;
  json: unknown;
  /** What was answered; absent when the connection was closed or the answer is not out yet. */
  status?: number;
}

export interface FakeMessage {
  id: string;
  at: number;
  key: string | null;
  from: string;
  to: string[];
  subject: string;
  html?: string;
  text?: string;
  headers?: { [name: string]: string };
  tags?: { name: string; value: string }[];
}

export interface FakeResend {
  url: string;
  port: number;
  /** Every request, refused ones included, oldest first. */
  requests: FakeRequest[];
  /** Every accepted message once, however often it was repeated under its key. */
  messages: FakeMessage[];
  sentTo(address: string): FakeMessage[];
  /** The next `times` requests meet this fault. */
  failNext(fault: Fault, times?: number): void;
  /** Every request meets this fault until `recover()`. */
  failAlways(fault: Fault): void;
  recover(): void;
  /** Answers 422 for this address: for the whole batch, or in permissive batches for its own entry. */
  refuse(address: string): void;
  clear(): void;
  /** The matching messages, as soon as there are `count` of them. */
  waitFor(
    matches: (message: FakeMessage) => boolean,
    options?: { timeoutMs?: number; count?: number },
  ): Promise<FakeMessage[]>;
  close(): Promise<void>;
}

export function createFakeResend(options?: { port?: number; now?: () => number }): Promise<FakeResend>;
