import type { Env } from "#worker/env.ts";

/** Runs a request with a D1 that adds up `rows_read`, and says the sum in a header. */
export async function counted(env: Env, run: (env: Env) => Promise<Response>): Promise<Response> {
  const sum = { rows: 0 };
  const response = await run({ ...env, DB: counting(env.DB, sum) });
  const headers = new Headers(response.headers);
  const body = await response.arrayBuffer();
  headers.set("x-bench-rows-read", String(sum.rows));
  return new Response(body, { status: response.status, headers });
}

interface Sum {
  rows: number;
}

function counting(db: D1Database, sum: Sum): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => statement(target.prepare(sql), sum);
      if (name === "withSession")
        return (from: string) => ({ prepare: (sql: string) => statement(target.withSession(from).prepare(sql), sum) });
      const member = Reflect.get(target, name) as unknown;
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

/** `raw()` gives no count, so it is asked for as `all()` and turned back into lists. */
function statement(inner: D1PreparedStatement, sum: Sum): D1PreparedStatement {
  const all = async () => {
    const answer = await inner.all<Record<string, unknown>>();
    sum.rows += answer.meta.rows_read;
    return answer;
  };
  const members: Record<string, unknown> = {
    bind: (...values: unknown[]) => statement(inner.bind(...values), sum),
    all,
    run: all,
    raw: async () => (await all()).results.map((row) => Object.values(row)),
    first: async () => (await all()).results[0] ?? null,
  };
  return new Proxy(inner, { get: (target, name) => members[String(name)] ?? Reflect.get(target, name) });
}
