import { runInDurableObject } from "cloudflare:test";
import { clock, day, hour } from "#packages/core/clock.ts";
import { overLimits } from "#tests/support/d1-limits.ts";
import { env } from "#tests/support/env.ts";
import type { Dice } from "./dice.ts";

/** One life of a hub: when it crashes, nothing that it began may have any effect or get any answer. */
export interface Life {
  dead: boolean;
  /** Statements until it crashes; null: it doesn't. */
  fuse: number | null;
}

export class Crash extends Error {
  constructor() {
    super("the hub crashed");
  }
}

const touch = (life: Life): void => {
  if (!life.dead && life.fuse !== null) {
    life.fuse -= 1;
    life.dead = life.fuse < 0;
  }
  if (life.dead) throw new Crash();
};

/** The object's real storage, as long as the life lasts. */
export function mortal(state: DurableObjectState, life: Life, onUse: () => void): DurableObjectState {
  const { storage } = state;
  const sql = {
    exec: (query: string, ...values: unknown[]) => {
      onUse();
      touch(life);
      return storage.sql.exec(query, ...values);
    },
  };
  const mortalStorage = {
    sql,
    transactionSync<T>(work: () => T): T {
      touch(life);
      return storage.transactionSync(work);
    },
    setAlarm(at: number) {
      touch(life);
      return storage.setAlarm(at);
    },
  };
  const context = { id: state.id, storage: mortalStorage, waitUntil() {}, getWebSockets: () => [] };
  // What a hub uses of its state, and nothing more.
  return context as unknown as DurableObjectState;
}

export interface Statement {
  sql: string;
  values: unknown[];
  bind(...values: unknown[]): Statement;
}
const statement = (sql: string, values: unknown[] = []): Statement => ({
  sql,
  values,
  bind: (...bound) => statement(sql, bound),
});

type Answer = { results: Record<string, SqlStorageValue>[] };

/**
 * D1 ends a batch after 30 s. Here a row that is read takes so long as if tables were ten thousand times as large; what a batch
 * carries and looks up by key is free. So a batch that walks through a table runs out of time, as it does there.
 */
const mostSeconds = 30;
const secondsPerRowRead = 0.1;
const freePerRow = 8;
const freePerStatement = 20;

function secondsOf(batch: Statement[], read: number): number {
  const carried = batch.reduce((sum, { values }) => sum + String(values[0]).split('"rev":').length, 0);
  return (read - freePerRow * carried - freePerStatement * batch.length) * secondsPerRowRead;
}
type Room = (batch: Statement[]) => Promise<Answer[]>;

/** The real D1. */
export const realRoom: Room = async (batch) =>
  (await env.DB.batch(batch.map(({ sql, values }) => env.DB.prepare(sql).bind(...values)))) as unknown as Answer[];

/** The same SQL in the SQLite of another object, with the same migrations: as strict as D1 and ten times as fast. */
export const quickRoom: Room = (batch) =>
  runInDurableObject(env.PROCESS_HUB.getByName("prc_reading_room"), (_hub, { storage }) =>
    storage.transactionSync(() => {
      let read = 0;
      const answers = batch.map(({ sql, values }) => {
        const cursor = storage.sql.exec(sql, ...values);
        const results = cursor.toArray();
        read += cursor.rowsRead;
        return { results };
      });
      const writes = batch.some(({ sql }) => !sql.startsWith("SELECT"));
      if (writes && secondsOf(batch, read) > mostSeconds)
        throw new Error("D1_ERROR: the batch took more than 30 seconds");
      return answers;
    }),
  );

export const d1Weathers = ["fine", "throws", "throws after", "hangs", "hangs after", "mixed"] as const;
type D1Weather = (typeof d1Weathers)[number];

/** D1 on its bad days. What hangs is let go later, or never. */
export class FaultyD1 {
  weather: D1Weather = "fine";
  readonly busy = new Set<Promise<unknown>>();
  private readonly past: Statement[][] = [];
  private held: { batch: Statement[]; applied: boolean; answer: (value: Answer[]) => void; life: Life }[] = [];

  constructor(
    private readonly dice: Dice,
    private readonly room: Room,
    private readonly log: (line: string) => void,
  ) {}

  binding(life: Life): D1Database {
    const database = {
      prepare: (sql: string) => statement(sql),
      batch: (batch: Statement[]) => this.take(batch, life),
    };
    return { ...database, withSession: () => ({ ...database, getBookmark: () => null }) } as unknown as D1Database;
  }

  private async within(batch: Statement[]): Promise<Answer[]> {
    for (const { sql, values } of batch) {
      const problem = overLimits(sql, values);
      if (problem) throw new Error(problem);
    }
    return this.room(batch);
  }

  apply(batch: Statement[]): Promise<Answer[]> {
    const work = this.within(batch);
    const quiet = work.catch(() => {}).finally(() => this.busy.delete(quiet));
    this.busy.add(quiet);
    return work;
  }

  private async take(batch: Statement[], life: Life): Promise<Answer[]> {
    if (life.dead) return new Promise(() => {});
    const weather =
      this.weather === "mixed"
        ? this.dice.pick(["fine", "throws", "throws after", "hangs", "hangs after"] as const)
        : this.weather;
    this.past.push(batch);
    if (weather !== "fine") this.log(`    D1 ${weather}`);
    if (weather === "throws") throw new Error("D1 is away");
    if (weather === "hangs") return this.hold(batch, false, life);
    const answers = await this.apply(batch);
    if (weather === "throws after") throw new Error("D1 lost the connection");
    if (weather === "hangs after") return this.hold(batch, true, life);
    return life.dead ? new Promise(() => {}) : answers;
  }

  private hold(batch: Statement[], applied: boolean, life: Life): Promise<Answer[]> {
    return new Promise((answer) => void this.held.push({ batch, applied, answer, life }));
  }

  /** Lets what hangs happen after all, in any order, also for a hub that has long forgotten it. */
  async release(): Promise<void> {
    const held = this.held;
    this.held = [];
    while (held.length > 0) {
      const [one] = held.splice(this.dice.int(0, held.length - 1), 1);
      if (!one) return;
      // What is over a limit is refused then, too; who waited for it has long given up.
      const answers = one.applied ? [] : await this.apply(one.batch).catch(() => []);
      if (!one.life.dead) one.answer(answers);
    }
  }

  /** A batch of long ago arrives once more. */
  async repeatAnOldOne(): Promise<void> {
    if (this.past.length > 0) await this.apply(this.dice.pick(this.past)).catch(() => {});
  }

  forget(): void {
    this.past.length = 0;
  }
}

const answerOf = (status: number, body: unknown, headers: Record<string, string> = {}): Response => {
  const text = JSON.stringify(body);
  const response = {
    ok: status < 300,
    status,
    statusText: String(status),
    headers: new Headers(headers),
    json: async () => JSON.parse(text) as unknown,
    text: async () => text,
  };
  // What the client of the mail service reads of an answer; a real body would need the event loop between two steps.
  return response as unknown as Response;
};

export const mailWeathers = [
  "fine",
  "429",
  "500",
  "422",
  "throws",
  "throws after",
  "hangs",
  "hangs after",
  "mixed",
] as const;
type MailWeather = (typeof mailWeathers)[number];

interface WireMail {
  to: string[];
  tags: { name: string; value: string }[];
}

/** Resend with a memory for keys, as it keeps them. */
export class FaultyResend {
  weather: MailWeather = "fine";
  readonly refused = new Set<string>();
  /** How often each delivery was really sent. */
  readonly sent = new Map<string, number>();
  readonly problems: string[] = [];
  private readonly wrong = new Set<string>();
  private readonly taken = new Map<string, { body: string; answer: unknown; at: number }>();
  private held: (() => void)[] = [];

  constructor(
    private readonly dice: Dice,
    private readonly lifeNow: () => Life,
    private readonly onMail: (deliveryId: string) => void,
    private readonly log: (line: string) => void,
  ) {}

  fetch = async (input: unknown, init?: { headers?: unknown; body?: unknown }): Promise<Response> => {
    const life = this.lifeNow();
    if (!String(input).startsWith("http://resend.test/")) throw new Error(`nobody is at ${String(input)}`);
    const key = new Headers(init?.headers as HeadersInit).get("idempotency-key") ?? "";
    const body = String(init?.body);
    for (const mail of JSON.parse(body) as WireMail[]) this.onMail(deliveryOf(mail));
    const weather =
      this.weather === "mixed"
        ? this.dice.pick(["fine", "429", "500", "422", "throws", "throws after", "hangs", "hangs after"] as const)
        : this.weather;
    if (weather !== "fine") this.log(`    Resend ${weather}`);
    const response = await this.serve(weather, key, body);
    return life.dead ? new Promise(() => {}) : response;
  };

  private async serve(weather: MailWeather, key: string, body: string): Promise<Response> {
    switch (weather) {
      case "429":
        return answerOf(
          429,
          { statusCode: 429, name: "rate_limit_exceeded", message: "slower" },
          { "retry-after": String(this.dice.int(1, 30)) },
        );
      case "500":
        return answerOf(500, { statusCode: 500, name: "application_error", message: "broken" });
      case "422":
        // A service that finds a batch wrong finds it wrong each time, and never one that it has taken before.
        if (!this.known(key)) this.wrong.add(key);
        return this.accept(key, body);
      case "throws":
        throw new Error("connection refused");
      case "throws after":
        this.accept(key, body);
        throw new Error("connection reset");
      case "hangs": {
        const since = clock.now();
        // No service carries out a request hours after its client has given it up.
        const late = () => answerOf(503, { statusCode: 503, name: "application_error", message: "too late" });
        return new Promise((resolve) => {
          this.held.push(() => resolve(clock.now() - since < hour ? this.accept(key, body) : late()));
        });
      }
      case "hangs after": {
        const answer = this.accept(key, body);
        return new Promise((resolve) => void this.held.push(() => resolve(answer)));
      }
      default:
        return this.accept(key, body);
    }
  }

  /** A key is recognised for 24 hours. */
  private known(key: string) {
    const taken = this.taken.get(key);
    return taken && clock.now() - taken.at < day ? taken : undefined;
  }

  private accept(key: string, body: string): Response {
    const known = this.known(key);
    if (known && known.body !== body)
      return answerOf(409, { statusCode: 409, name: "invalid_idempotent_request", message: "same key, other mails" });
    if (known) return answerOf(200, known.answer);
    if (this.wrong.has(key))
      return answerOf(422, { statusCode: 422, name: "validation_error", message: "one of them is wrong" });
    const data: { id: string }[] = [];
    const errors: { index: number; message: string }[] = [];
    for (const [index, mail] of (JSON.parse(body) as WireMail[]).entries()) {
      if (this.refused.has(mail.to[0] ?? "")) {
        errors.push({ index, message: "Invalid `to` field" });
        continue;
      }
      const id = deliveryOf(mail);
      const times = (this.sent.get(id) ?? 0) + 1;
      this.sent.set(id, times);
      if (times > 1) this.problems.push(`${id} was sent ${times} times`);
      data.push({ id: `mail_${id}` });
    }
    this.taken.set(key, { body, answer: { data, errors }, at: clock.now() });
    return answerOf(200, { data, errors });
  }

  release(): void {
    const held = this.held;
    this.held = [];
    for (const go of held) go();
  }
}

const deliveryOf = (mail: WireMail): string => mail.tags.find((tag) => tag.name === "delivery")?.value ?? "";
