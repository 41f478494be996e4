import type { EntryContext, LoaderFunction, ServerBuild } from "@remix-run/cloudflare";
import * as root from "#app/root.tsx";
import * as shell from "#app/routes/_shell.tsx";
import { soon } from "#packages/core/patience.ts";
import { makeApp } from "#worker/app.ts";
import type { Env } from "#worker/env.ts";
import { env } from "./env.ts";
import type { TestUser } from "./harness.ts";

/** Turns of the event loop without a new trip, after which whoever waits for this round has nothing more to send. */
const quietTurns = 25;
const asking = new Set<string | symbol>(["all", "raw", "run", "first"]);

interface Round {
  names: string[];
  over: Promise<void>;
  unanswered: number;
  quiet: number;
}

/**
 * Counts the trips that a request makes one after the other, to hubs and to D1: nothing that was sent is answered before
 * everything has been sent that does not depend on an answer. No clock is involved.
 */
export class Trips {
  /** What travelled side by side, round after round: `hub ask`, `d1 all`. */
  readonly rounds: string[][] = [];
  private round: Round | null = null;

  get env(): Env {
    return { ...env, PROCESS_HUB: this.hubs(env.PROCESS_HUB), DB: this.database(env.DB) };
  }

  /** How many rounds had a trip to a hub in them. */
  get toHubs(): number {
    return this.rounds.filter((names) => names.some((name) => name.startsWith("hub "))).length;
  }

  private async made<T>(name: string, send: () => Promise<T>): Promise<T> {
    const round = this.round ?? this.begin();
    round.names.push(name);
    round.quiet = 0;
    round.unanswered += 1;
    const [answer] = await Promise.allSettled([send()]);
    round.unanswered -= 1;
    await round.over;
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  }

  private begin(): Round {
    const round: Round = { names: [], over: Promise.resolve(), unanswered: 0, quiet: 0 };
    this.round = round;
    this.rounds.push(round.names);
    round.over = this.end(round);
    return round;
  }

  private async end(round: Round): Promise<void> {
    while (round.quiet < quietTurns || round.unanswered > 0) {
      await soon();
      round.quiet += 1;
    }
    this.round = null;
  }

  private hubs(namespace: Env["PROCESS_HUB"]): Env["PROCESS_HUB"] {
    const stubOf = (stub: object) =>
      new Proxy(stub, {
        get: (target, name) => {
          // A stub's methods are made when they are asked for; whatever is called is a trip.
          const method = Reflect.get(target, name) as (...values: unknown[]) => Promise<unknown>;
          return (...values: unknown[]) =>
            this.made(`hub ${String(name)}`, () => Reflect.apply(method, target, values) as Promise<unknown>);
        },
      });
    return new Proxy(namespace, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...values: unknown[]) => object;
        if (name !== "getByName") return member.bind(target);
        return (...values: unknown[]) => stubOf(Reflect.apply(member, target, values) as object);
      },
    });
  }

  private database<D extends object>(db: D): D {
    return new Proxy(db, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...values: unknown[]) => object;
        if (name === "prepare") return (sql: string) => this.statement(Reflect.apply(member, target, [sql]) as object);
        if (name === "withSession")
          return (...values: unknown[]) => this.database(Reflect.apply(member, target, values) as object);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
  }

  private statement(statement: object): object {
    return new Proxy(statement, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...values: unknown[]) => unknown;
        if (name === "bind") return (...values: unknown[]) => this.statement(member.apply(target, values) as object);
        if (!asking.has(name)) return member.bind(target);
        return (...values: unknown[]) =>
          this.made(`d1 ${String(name)}`, () => member.apply(target, values) as Promise<unknown>);
      },
    });
  }
}

type Page = { loader?: LoaderFunction };

/** Instead of HTML: what the page's loaders answered, or how they failed. */
const answer = (_request: Request, status: number, headers: Headers, { staticHandlerContext }: EntryContext) => {
  const { loaderData, errors } = staticHandlerContext;
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify({ errors, loaderData }), { status, headers });
};

/** A page as the product nests it: within its parents, within the shell, within the root. The last of `pages` is the page. */
function buildWith(pages: [path: string, page: Page][]): ServerBuild {
  const routes: Record<string, object> = {
    root: { id: "root", path: "", module: { ...root, default: () => null } },
    shell: { id: "shell", parentId: "root", module: { ...shell, default: () => null } },
  };
  let parentId = "shell";
  for (const [path, page] of pages) {
    routes[path] = { id: path, path, parentId, module: { ...page, default: () => null } };
    parentId = path;
  }
  const build = {
    future: { v3_singleFetch: true },
    entry: { module: { default: answer } },
    routes,
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
    mode: "production",
  };
  // What the request handler reads of a build; the rest is for the browser.
  return build as unknown as ServerBuild;
}

/** Opens a page as a browser does, with the loaders of everything around it. */
export async function openPage(
  path: string,
  pages: [path: string, page: object][],
  as: TestUser,
  bindings: Env = env,
  more: Record<string, string> = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  // Modules of pages have loaders or they have none.
  const app = makeApp(async () => buildWith(pages as [string, Page][]));
  const headers = new Headers({ cookie: `__Host-session=${as.token}`, ...more });
  const waiting: Promise<unknown>[] = [];
  const ctx = {
    waitUntil: (work: Promise<unknown>) => void waiting.push(work),
    passThroughOnException() {},
    props: {},
  };
  const request = new Request(`http://ops.test${path}`, { headers });
  const response = await app.fetch(request, bindings, ctx as unknown as ExecutionContext);
  const text = await response.text();
  await Promise.all(waiting);
  return { status: response.status, text, headers: response.headers };
}
