import { systemCaller } from "#packages/core/actor.ts";
import { mapped, type TenantAnswer } from "#packages/core/endpoint.ts";
import { platformTag, tagOf, tagOfProcess, whereaboutsOf } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok, type Result } from "#packages/core/result.ts";
import type { View } from "#packages/core/view.ts";
import { findTenants, listTenants, type TenantKey } from "#packages/doors.ts";
import type { Env } from "./env.ts";
import { askHub } from "./hub-client.ts";

const asHost = systemCaller("directory");
type Found = Result<TenantAnswer | null>;

/** Asks the platform's hub what only the host may ask. */
export type AskPlatform = <I, O>(view: View<I, O>, input: unknown) => Promise<Result<O>>;

export const askPlatform =
  (env: Env): AskPlatform =>
  (view, input) =>
    askHub(env, platformProcess, asHost, view, input);

/** The processes there are, asked of the platform's hub: for a whole request at most once for each, and together what is asked together. */
export class Directory {
  private all: Promise<Result<TenantAnswer[]>> | null = null;
  private byName: Promise<Result<Map<string, TenantAnswer>>> | null = null;
  private readonly found = new Map<string, Promise<Found>>();
  private batch: { keys: TenantKey[]; answers: Promise<Result<(TenantAnswer | null)[]>> } | null = null;

  constructor(private readonly askDirectory: AskPlatform) {}

  tenants(): Promise<Result<TenantAnswer[]>> {
    this.all ??= this.askDirectory(listTenants, {});
    return this.all;
  }

  find(key: TenantKey): Promise<Found> {
    const name = nameOf(key);
    const known = this.found.get(name);
    if (known) return known;
    const answer = this.all ? this.among(this.all, name) : this.ask(key);
    this.found.set(name, answer);
    return answer;
  }

  /** The id of the process that an id or short name means; null: there is none. */
  async named(reference: string): Promise<Result<string | null>> {
    if (reference === platformProcess) return ok(platformProcess);
    if (!/^[\w-]{1,64}$/.test(reference)) return ok(null);
    const by = tagOf(reference) === null ? "slug" : "id";
    return idIn(await this.find({ by, value: reference }));
  }

  /**
   * The process that an id or a number such as `MOMO-142` belongs to, by what it says itself; null: none. Whether it has
   * such a record only its own hub knows.
   */
  async processOf(reference: string): Promise<Result<string | null>> {
    const where = whereaboutsOf(reference);
    if (where === null) return ok(null);
    if (where.by === "tag" && where.value === platformTag) return ok(platformProcess);
    return idIn(await this.find(where));
  }

  private async among(all: Promise<Result<TenantAnswer[]>>, name: string): Promise<Found> {
    this.byName ??= all.then((tenants) => mapped(tenants, named));
    return mapped(await this.byName, (tenants) => tenants.get(name) ?? null);
  }

  private async ask(key: TenantKey): Promise<Found> {
    this.batch ??= this.begin();
    const place = this.batch.keys.push(key) - 1;
    const answer = mapped(await this.batch.answers, (tenants) => tenants[place] ?? null);
    // Found by its tag it is asked for by its id next.
    if (answer.ok && answer.value)
      for (const name of named([answer.value]).keys()) this.found.set(name, Promise.resolve(answer));
    return answer;
  }

  /** What is looked up in the same turn travels together: a form may name five hundred processes. */
  private begin() {
    const keys: TenantKey[] = [];
    const answers = Promise.resolve().then(() => {
      this.batch = null;
      return this.askDirectory(findTenants, { keys });
    });
    return { keys, answers };
  }
}

const nameOf = ({ by, value }: TenantKey): string => `${by} ${value}`;

/** Each process under everything that it can be looked up by. */
const named = (tenants: TenantAnswer[]): Map<string, TenantAnswer> =>
  new Map(
    tenants.flatMap((tenant) => {
      const { id, slug } = tenant;
      const keys: TenantKey[] = [
        { by: "id", value: id },
        { by: "slug", value: slug },
        { by: "tag", value: tagOfProcess(id) },
      ];
      return keys.map((key) => [nameOf(key), tenant] as const);
    }),
  );

const idIn = (found: Found): Result<string | null> => mapped(found, (tenant) => tenant?.id ?? null);
