import { clock } from "#packages/core/clock.ts";
import { Costs } from "#packages/core/costs.ts";

/** What requests waited for, as this isolate saw it. A hub can't tell its own time: the platform stops the clock while it computes. */
export const isolateCosts = () => {
  // Not when the module is loaded: the platform has no time then.
  costs ??= { hubs: new Costs(clock.now()), statements: new Costs(clock.now()) };
  return costs;
};
let costs: { hubs: Costs; statements: Costs } | undefined;

/** Adds the time until a hub answered. */
export async function timed<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await ask();
  } finally {
    isolateCosts().hubs.add(name, { ms: performance.now() - start });
  }
}

const asking = new Set<string | symbol>(["all", "raw", "run", "first"]);
/** Without the names of columns, which are most of a statement. */
const shortened = (sql: string) =>
  sql
    .replace(/^select .*? from /is, "select … from ")
    .replace(/\?(?:, \?)+/g, "?, …")
    .slice(0, 300);

/** A statement for D1 that notes how long it took and how many rows came back. */
export function timedStatement(statement: D1PreparedStatement, sql: string): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== "function") return member;
      if (!asking.has(name)) return member.bind(target);
      return async (...values: unknown[]) => {
        const start = performance.now();
        // What is awaited differs by method; only its number of rows is looked at.
        const answer = (await member.apply(target, values)) as unknown;
        const rows = Array.isArray(answer) ? answer.length : 1;
        isolateCosts().statements.add(shortened(sql), { ms: performance.now() - start, rowsRead: rows });
        return answer;
      };
    },
  });
}
