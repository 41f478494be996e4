import type { Env } from "#worker/env.ts";
import { env } from "./env.ts";

type Asked = "all" | "raw" | "first" | "run";
const asking = new Set<string | symbol>(["all", "raw", "first", "run"] satisfies Asked[]);

/**
 * D1 with a copy that hears of nothing from now on: whatever it was asked once it answers again as it was. Who comes with
 * a bookmark later than the copy's is answered by the database itself.
 */
export class LaggingD1 {
  private readonly known = new Map<string, Promise<unknown>>();
  private constructor(private readonly at: string) {}

  static async create(): Promise<LaggingD1> {
    const session = env.DB.withSession("first-primary");
    await session.prepare("SELECT 1").all();
    return new LaggingD1(session.getBookmark() ?? "");
  }

  get env(): Env {
    const DB = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === "withSession")
          return (from: string) => (this.reaches(from) ? this.copy(target) : target.withSession(from));
        const member = Reflect.get(target, name) as unknown;
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    return { ...env, DB };
  }

  /** Whether the copy is new enough. Bookmarks sort by age. */
  private reaches(from: string): boolean {
    return from === "first-unconstrained" || (from !== "first-primary" && from <= this.at);
  }

  private copy(db: D1Database): Pick<D1DatabaseSession, "prepare" | "getBookmark"> {
    return { prepare: (sql) => this.statement(db.prepare(sql), sql), getBookmark: () => this.at };
  }

  private statement(statement: D1PreparedStatement, key: string): D1PreparedStatement {
    return new Proxy(statement, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...values: unknown[]) => unknown;
        if (name === "bind")
          return (...values: unknown[]) => this.statement(target.bind(...values), `${key} ${JSON.stringify(values)}`);
        if (!asking.has(name)) return member.bind(target);
        return (...values: unknown[]) => {
          const place = `${String(name)} ${key}`;
          const answer = this.known.get(place) ?? (member.apply(target, values) as Promise<unknown>);
          this.known.set(place, answer);
          return answer;
        };
      },
    });
  }
}
