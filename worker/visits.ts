import type { Caller } from "#packages/core/actor.ts";
import { clock } from "#packages/core/clock.ts";
import type { TenantAnswer } from "#packages/core/endpoint.ts";
import { errors } from "#packages/core/errors.ts";
import { partitionsOf, platformProcess } from "#packages/core/partition.ts";
import { atMost } from "#packages/core/patience.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { across } from "#packages/core/spanning.ts";
import { enterProcess, leaveProcess, visitLength, visitsOfSession } from "#packages/doors.ts";
import type { Directory } from "./directory.ts";
import type { Env } from "./env.ts";
import { executeOn, type RequestFacts } from "./hub-client.ts";
import type { Session } from "./session.ts";

interface Entered {
  visitId: string;
  expiresAt: number;
}

export interface Everywhere {
  entered: string[];
  /** Away, or too slow to be waited for. */
  missing: TenantAnswer[];
  /** When the first of these visits is over, in UTC milliseconds. */
  until: number;
}

const platform = {
  id: platformProcess,
  slug: platformProcess,
  name: "Platform",
  timeZone: "UTC",
  region: null,
  isActive: true,
};

/** Visits that this isolate knows of, so that most requests need not enter again. The hubs have the last word. */
const remembered = new Map<string, Entered>();
const unwritten =
  "This process can't be entered right now: your visit could not be written into its log, so nothing of it is shown. Try again in a moment.";
const notAhead = "Nobody enters a process before they have opened a page of it.";
const mostRemembered = 10_000;

/** The visits of one session. Each is written down in the process that is visited before anything there is read. */
export class Visits {
  private readonly entering = new Map<string, Promise<Result<Entered>>>();

  constructor(
    private readonly env: Env,
    private readonly facts: RequestFacts,
    private readonly session: Session,
  ) {}

  /** As whom this session acts in a process; refused when the visit could not be written down. */
  async callerIn(processId: string): Promise<Result<Caller>> {
    const { user, sid, process } = this.session;
    if (processId === process.id) return ok({ kind: "user", userId: user.id, sid });
    const entered = await this.enter(processId);
    return entered.ok ? ok({ kind: "visitor", visitId: entered.value.visitId, userId: user.id, sid }) : entered;
  }

  /** Does something in a process as this session. A remembered visit that has ended meanwhile is entered anew, once. */
  async as<T>(processId: string, act: (caller: Caller) => Promise<Result<T>>): Promise<Result<T>> {
    const first = await this.tried(processId, act);
    const isOver = !first.ok && first.error.code === "unauthenticated" && processId !== this.session.process.id;
    if (!isOver) return first;
    remembered.delete(this.keyOf(processId));
    this.entering.delete(processId);
    return this.tried(processId, act);
  }

  /** Enters every process there is, the platform among them, side by side. */
  async everywhere(directory: Directory): Promise<Result<Everywhere>> {
    const tenants = await directory.tenants();
    if (!tenants.ok) return tenants;
    const tried = await Promise.all(
      [...tenants.value, platform].map(async (tenant) => ({
        tenant,
        caller: await this.callerIn(tenant.id),
      })),
    );
    const entered = tried.flatMap(({ tenant, caller }) => (caller.ok ? [tenant.id] : []));
    const ends = entered.map((id) => remembered.get(this.keyOf(id))?.expiresAt ?? Number.POSITIVE_INFINITY);
    const missing = tried.flatMap(({ tenant, caller }) => (caller.ok ? [] : [tenant]));
    return ok({ entered, missing, until: Math.min(clock.now() + visitLength, ...ends) });
  }

  private async tried<T>(processId: string, act: (caller: Caller) => Promise<Result<T>>): Promise<Result<T>> {
    const caller = await this.callerIn(processId);
    return caller.ok ? act(caller.value) : caller;
  }

  private enter(processId: string): Promise<Result<Entered>> {
    const known = remembered.get(this.keyOf(processId));
    if (known && known.expiresAt > clock.now()) return Promise.resolve(ok(known));
    if (this.facts.ahead) {
      this.facts.leftOut = true;
      return Promise.resolve(refuse(errors.unavailable(notAhead)));
    }
    const entering = this.entering.get(processId) ?? this.writeDown(processId);
    this.entering.set(processId, entering);
    return entering;
  }

  private async writeDown(processId: string): Promise<Result<Entered>> {
    const { user, sid } = this.session;
    const { id: userId, name, role } = user;
    const caller: Caller = { kind: "entering", userId, sid, name, role };
    const entering = executeOn(this.env, processId, caller, this.facts, enterProcess, { sid });
    const visit = await atMost(across.waitMs, entering, refuse(errors.unavailable(unwritten)));
    if (!visit.ok) {
      const broken = visit.error.code === "unavailable" || visit.error.code === "internal";
      return broken ? refuse(errors.unavailable(unwritten)) : visit;
    }
    const entered = { visitId: visit.value.id, expiresAt: visit.value.expiresAt };
    const oldest = remembered.keys().next();
    if (remembered.size >= mostRemembered && !oldest.done) remembered.delete(oldest.value);
    remembered.set(this.keyOf(processId), entered);
    return ok(entered);
  }

  private keyOf(processId: string): string {
    return `${this.session.sid} ${processId}`;
  }
}

/** Ends what a session has standing, after it has signed out. D1 knows where; a visit it has not heard of yet runs out by itself. */
export async function leaveAll(env: Env, facts: RequestFacts, { sid, user }: Session): Promise<void> {
  const [db] = partitionsOf(env);
  const standing = await visitsOfSession(db, sid, clock.now());
  await Promise.all(
    standing.map(({ processId, id: visitId }) => {
      const caller: Caller = { kind: "visitor", visitId, userId: user.id, sid };
      return executeOn(env, processId, caller, facts, leaveProcess, { sid });
    }),
  );
}
