import { hubOf } from "#durable-objects/stub.ts";
import type { Caller } from "#packages/core/actor.ts";
import type { NotReached, TenantAnswer } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { idPrefixes } from "#packages/core/ids.ts";
import { logError } from "#packages/core/log.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { across, askedInVain } from "#packages/core/spanning.ts";
import { listTenants } from "#packages/processes/views.server.ts";
import type { Env } from "./env.ts";
import { askHub } from "./hub-client.ts";

const asHost: Caller = { kind: "system", name: "directory" };

/** The processes there are, asked of the platform's hub once for a whole request. */
export class Directory {
  private asked: Promise<Result<TenantAnswer[]>> | null = null;

  constructor(private readonly env: Env) {}

  tenants(): Promise<Result<TenantAnswer[]>> {
    this.asked ??= askHub(this.env, platformProcess, asHost, listTenants, {});
    return this.asked;
  }

  /** The id of the process that an id or short name means; null: there is none. */
  async named(reference: string): Promise<Result<string | null>> {
    if (reference === platformProcess) return ok(platformProcess);
    const tenants = await this.tenants();
    if (!tenants.ok) return tenants;
    return ok(tenants.value.find(({ id, slug }) => id === reference || slug === reference)?.id ?? null);
  }

  /**
   * Which process has the row of this id, or the incident of this number; null: none has. A number names its process;
   * for an id all hubs are asked side by side. When none of those that answered has it, the others may: that is said.
   */
  async ownerOf(id: string, notReached: Map<string, NotReached>): Promise<Result<string | null>> {
    const slug = /^([a-z][a-z0-9]*)-\d+$/i.exec(id)?.[1]?.toLowerCase();
    if (slug) return this.named(slug);
    if (!prefixes.some((prefix) => id.startsWith(prefix))) return ok(null);
    const tenants = await this.tenants();
    if (!tenants.ok) return tenants;
    const answers = await Promise.all(
      tenants.value.map(async (tenant) => ({ tenant, owns: await this.owns(tenant, id) })),
    );
    const owner = answers.find(({ owns }) => owns === true);
    if (owner) return ok(owner.tenant.id);
    const silent = answers.filter(({ owns }) => owns === null).map(({ tenant }) => tenant);
    if (silent.length === 0) return ok(null);
    for (const tenant of silent) notReached.set(tenant.id, askedInVain(tenant));
    const names = silent.map(({ name }) => name).join(", ");
    return refuse(
      errors.unavailable(`Not found where we could look, and not reached: ${names}. Try again in a moment.`),
    );
  }

  /** Null when that hub did not answer. */
  private owns({ id: processId }: TenantAnswer, id: string): Promise<boolean | null> {
    const answer = hubOf(this.env, processId)
      .owns(id)
      .catch((thrown) => {
        logError("hub.unreachable", { what: "owns", processId, error: String(thrown) });
        return null;
      });
    return atMost(across.waitMs, answer, null);
  }
}

const prefixes = Object.values(idPrefixes).map((prefix) => `${prefix}_`);
