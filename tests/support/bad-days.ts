import { vi } from "vitest";
import { readingRoom } from "#durable-objects/mirror.ts";
import { clock } from "#packages/core/clock.ts";
import { overLimits } from "./d1-limits.ts";
import type { TestProcess } from "./harness.ts";
import type { FakeResend } from "./mail.ts";

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A clock that stands still until it is told to go. Far ahead, so that no alarm rings by itself. */
export class TestClock {
  constructor(public now = Date.UTC(2031, 4, 5, 9, 0)) {
    vi.spyOn(clock, "now").mockImplementation(() => this.now);
  }

  /** Goes on by so much, then lets the process's alarm ring and all that follows from it happen. */
  async forward(ms: number, process?: TestProcess): Promise<void> {
    this.now += ms;
    if (!process) return;
    await process.alarm();
    await process.settle();
  }
}

/** D1 between the hubs and the real one. It has the limits that D1 documents. */
export class TestD1 {
  mode: "fine" | "throws" | "throws after" | "hangs" = "fine";
  batches = 0;
  /** After so many batches it is away; null: never. */
  most: number | null = null;
  /** Called before each read of a single statement. */
  reading: () => void = () => {};
  /** The longest parameter so far, in bytes. */
  longest = 0;
  /** Refuses whatever carries one of these texts. */
  readonly refuses: string[] = [];
  private waiting: (() => void)[] = [];
  private readonly bound = new Map<D1PreparedStatement, { sql: string; values: unknown[] }>();

  constructor() {
    vi.spyOn(readingRoom, "of").mockImplementation((hub) => {
      const real = hub.env.DB;
      const faulty = {
        prepare: (sql: string) => ({
          bind: (...values: unknown[]) => {
            this.reading();
            const statement = real.prepare(sql).bind(...values);
            this.bound.set(statement, { sql, values });
            return statement;
          },
        }),
        batch: async (statements: D1PreparedStatement[]) => {
          this.batches += 1;
          const over = this.most !== null && this.batches > this.most;
          if (this.mode === "throws" || over) throw new Error("D1_ERROR: away");
          if (this.mode === "hangs") await new Promise<void>((resolve) => void this.waiting.push(resolve));
          this.judge(statements);
          const answers = await real.batch(statements);
          if (this.mode === "throws after") throw new Error("D1_ERROR: the connection was lost");
          return answers;
        },
      };
      // What the mirror uses of a database, and of a session with it.
      return { ...faulty, withSession: () => ({ ...faulty, getBookmark: () => null }) } as unknown as D1Database;
    });
  }

  private judge(statements: D1PreparedStatement[]): void {
    for (const statement of statements) {
      const { sql, values } = this.bound.get(statement) ?? { sql: "", values: [] };
      this.bound.delete(statement);
      const problem = overLimits(sql, values);
      if (problem) throw new Error(problem);
      const texts = values.filter((value) => typeof value === "string");
      if (texts.some((text) => this.refuses.some((bad) => text.includes(bad))))
        throw new Error("D1_ERROR: refused by the test: SQLITE_CONSTRAINT");
      this.longest = Math.max(this.longest, ...texts.map((text) => new TextEncoder().encode(text).length));
    }
  }

  release(): void {
    this.mode = "fine";
    for (const go of this.waiting.splice(0)) go();
  }
}

/** What a test has at hand: see `processFixture`. */
interface Scene {
  time: TestClock;
  resend: FakeResend;
  process: TestProcess;
}

/** Whom the process paged by mail: the addresses, in the order of sending. */
export const pagesTo = ({ resend, process }: Pick<Scene, "resend" | "process">): string[] =>
  resend
    .of(process.id)
    .filter((mail) => mail.subject.startsWith("PAGE "))
    .map((mail) => mail.to);

/** Counts what still goes out, however long one waits. */
export async function nothingElse({ time, process, resend }: Scene): Promise<number> {
  await process.settle();
  const before = resend.of(process.id).length;
  for (const step of [20 * second, 20 * minute, 30 * hour]) await time.forward(step, process);
  return resend.of(process.id).length - before;
}

/** Ends the hub's life at once, with all that it had under way. The next call starts a new one on the same storage. */
export async function kill(process: TestProcess): Promise<void> {
  await process.inside((_hub, state) => state.abort("killed by the test")).catch(() => {});
}

/** The object loses its storage, alarm and life, as if it had never been. */
export async function lose(process: TestProcess): Promise<void> {
  await process.inside(async (_hub, { storage }) => {
    await storage.deleteAlarm();
    await storage.deleteAll();
  });
  await kill(process);
}
