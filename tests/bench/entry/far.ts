import type { Env } from "#worker/env.ts";

/** How far away everything is in the group "global", in ms there and back. */
export const distances = { hub: 80, primary: 150, replica: 5 };

const asking = new Set<string | symbol>(["all", "raw", "run", "first"]);
const travelled = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
type Method = (...values: unknown[]) => unknown;

/** The same environment at a distance. Of D1, what is asked for in a session may come from a near copy. */
export function far(env: Env): Env {
  return { ...env, PROCESS_HUB: farHubs(env.PROCESS_HUB), DB: farDatabase(env.DB, distances.primary) };
}

function farHubs(namespace: Env["PROCESS_HUB"]): Env["PROCESS_HUB"] {
  return new Proxy(namespace, {
    get(target, name) {
      const member = Reflect.get(target, name) as Method;
      if (name !== "getByName") return member.bind(target);
      return (...values: unknown[]) =>
        delayed(Reflect.apply(member, target, values) as object, distances.hub, () => true);
    },
  });
}

/** An object whose methods take so much longer, those that `slow` names. */
function delayed<T extends object>(inner: T, ms: number, slow: (name: string | symbol) => boolean): T {
  return new Proxy(inner, {
    get(target, name) {
      const member = Reflect.get(target, name) as Method;
      if (!slow(name)) return typeof member === "function" ? member.bind(target) : member;
      return async (...values: unknown[]) => {
        await travelled(ms);
        return Reflect.apply(member, target, values);
      };
    },
  });
}

function farDatabase<T extends D1Database | D1DatabaseSession>(db: T, ms: number): T {
  return new Proxy(db, {
    get(target, name) {
      const member = Reflect.get(target, name) as Method;
      if (name === "prepare") return (sql: string) => farStatement(target.prepare(sql), ms);
      if (name === "withSession")
        return (from: string) =>
          farDatabase(
            Reflect.apply(member, target, [from]) as D1DatabaseSession,
            from === "first-primary" ? distances.primary : distances.replica,
          );
      if (name !== "batch") return typeof member === "function" ? member.bind(target) : member;
      return async (statements: D1PreparedStatement[]) => {
        await travelled(ms);
        return target.batch(statements.map((statement) => inner.get(statement) ?? statement));
      };
    },
  });
}

/** D1 takes its own statements only. */
const inner = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

function farStatement(statement: D1PreparedStatement, ms: number): D1PreparedStatement {
  const slow = delayed(statement, ms, (name) => asking.has(name));
  const proxy = new Proxy(slow, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => farStatement(statement.bind(...values), ms);
      return Reflect.get(target, name) as unknown;
    },
  });
  inner.set(proxy, statement);
  return proxy;
}
