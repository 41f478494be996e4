import { getTableName } from "drizzle-orm";
import type { Outcome } from "#durable-objects/transaction.ts";
import type { Envelope } from "#packages/core/command.ts";

/**
 * A second, slow and simple account of SPEC § 3, told only which commands were accepted, in order. It shares no code with
 * the product: timetables are walked round by round, targets step by step. What differs is a problem.
 */

interface TierFacts {
  id: string;
  afterMinutes: number;
  userId: string | null;
  channels: string[];
}
interface ChainFacts {
  id: string;
  severity: string | null;
  isActive: boolean;
  repeat: number;
  tiers: TierFacts[];
  version: number;
  editedAt: number;
  /** The version that the last edit of its timing made. */
  editedIn: number;
}
interface RunFacts {
  id: string;
  incidentId: string;
  chainId: string;
  startedAt: number;
  opening: number;
  chainVersion: number;
  /** What its minutes count from, and what another run has fired already: of one that goes on where that was stopped. */
  countedFrom: number;
  done: Set<string>;
  state: "running" | "stopped" | "exhausted";
}
interface IncidentFacts {
  id: string;
  status: string;
  severity: string;
  assignedToId: string | null;
  opening: number;
  /** Escalated by hand since it was acknowledged. */
  escalated: boolean;
  /** Since when nobody has had it. */
  unattendedSince: number | null;
  reminded: boolean;
}
interface Start {
  incidentId: string;
  chainId: string;
  countedFrom?: number;
  done?: Set<string>;
}
interface Due {
  key: string;
  dueAt: number;
}
type Pending = Due & { place: string; round: number; tier: TierFacts; number: number };
type Fields = { [name: string]: unknown };
type Row = Fields & { id: string };

const minute = 60_000;
/** Of each run the hub keeps the timer of the next tier only. */
const timersAhead = 1;

export class Oracle {
  readonly chains = new Map<string, ChainFacts>();
  readonly runs = new Map<string, RunFacts>();
  readonly incidents = new Map<string, IncidentFacts>();
  readonly users = new Map<string, { role: string; isActive: boolean }>();
  /** `2031-01-01/primary` → the entry and its person. */
  readonly onCall = new Map<string, { id: string; userId: string }>();
  readonly fired = new Map<string, { dueAt: number; firedAt: number; byHand: boolean }>();
  readonly problems: string[] = [];
  unattendedMinutes = 30;

  private wrong(problem: string): undefined {
    this.problems.push(problem);
  }

  /** Every tier that a run has still to fire, walked through by hand. */
  private pendingOf(run: RunFacts): Pending[] {
    return run.state === "running" ? this.leftOf(run) : [];
  }

  private leftOf(run: RunFacts): Pending[] {
    const chain = this.chains.get(run.chainId);
    if (!chain?.isActive) return [];
    return this.walk(chain, run.countedFrom)
      .filter(({ place, dueAt }) => {
        const passedAtEdit = chain.editedIn > run.chainVersion && dueAt <= chain.editedAt;
        return !this.fired.has(`${run.id}.${place}`) && !run.done.has(place) && dueAt >= run.startedAt && !passedAtEdit;
      })
      .map((one) => ({ ...one, key: `${run.id}.${one.place}` }));
  }

  private walk(chain: ChainFacts, from: number): Omit<Pending, "key">[] {
    const minutes = chain.tiers.map((tier) => tier.afterMinutes).sort((a, b) => a - b);
    const last = minutes[minutes.length - 1] ?? 0;
    const gap = last - (minutes[minutes.length - 2] ?? 0);
    const pending: Omit<Pending, "key">[] = [];
    let start = from;
    for (let round = 0; round < chain.repeat + 1; round += 1) {
      for (const [index, tier] of chain.tiers.entries()) {
        const dueAt = start + tier.afterMinutes * minute;
        pending.push({ place: `${round}.${tier.id}`, dueAt, round, tier, number: index + 1 });
      }
      start += (last + Math.max(1, gap)) * minute;
    }
    return pending.sort((a, b) => a.dueAt - b.dueAt);
  }

  private reminderOf(incident: IncidentFacts): Due[] {
    const since = incident.unattendedSince;
    if (since === null || incident.reminded || this.unattendedMinutes === 0) return [];
    return [{ key: `remind:${incident.id}:${since}`, dueAt: since + this.unattendedMinutes * minute }];
  }

  /** All that is still to come, soonest first. */
  upcoming(ofEachRun = Number.POSITIVE_INFINITY): Due[] {
    const tiers = [...this.runs.values()].flatMap((run) => this.pendingOf(run).slice(0, ofEachRun));
    const reminders = [...this.incidents.values()].flatMap((incident) => this.reminderOf(incident));
    return [...tiers, ...reminders].sort((a, b) => a.dueAt - b.dueAt);
  }

  /** When the hub's timers stand. */
  timersAt(): number[] {
    return this.upcoming(timersAhead).map((one) => one.dueAt);
  }

  due(now: number): Due[] {
    return this.upcoming().filter((one) => one.dueAt <= now);
  }

  /** Why a message may not leave now, or null. */
  overtaken(guard: string, id: string): string | null {
    if (guard === "escalation-run") {
      const run = this.runs.get(id);
      if (!run || run.state === "stopped") return "its escalation had been stopped";
      return this.chains.get(run.chainId)?.isActive ? null : "its chain was off";
    }
    const [incidentId = "", since] = id.split(":");
    const now = this.incidents.get(incidentId)?.unattendedSince;
    return String(now) === since ? null : "somebody had taken the incident";
  }

  /** An accepted command, in the order in which the hub decided. */
  observe({ name, input }: Envelope, now: number, outcome: Outcome): void {
    const { unit, result } = outcome;
    if (!unit || !result.ok) return;
    const rows = (table: string) =>
      unit.changes
        .filter((change) => getTableName(change.table) === table && change.before === null && change.after !== null)
        .map((change) => change.after as unknown as Row);
    const executed = rows("escalation_executions");
    const starts = this.apply(name, (input ?? {}) as Fields, (result.value ?? {}) as Fields, now, rows);
    this.expectStarts(name, starts, rows("escalation_runs"), now);
    this.followPeople(now);
    for (const row of executed) this.observeFiring(name, row, now);
    if (name === "escalations.escalate" && executed.length !== 1) this.wrong("an escalation by hand fired no tier");
    if (name === "escalations.fire" && executed.length !== 1) this.wrong("a tier's timer wrote no execution");
  }

  /** Since when nobody has had each incident: from when it was opened, opened again, or given back. */
  private followPeople(now: number): void {
    for (const incident of this.incidents.values()) {
      const unattended = incident.status === "open" && incident.assignedToId === null;
      if (!unattended) incident.unattendedSince = null;
      else if (incident.unattendedSince === null) Object.assign(incident, { unattendedSince: now, reminded: false });
    }
  }

  /** Changes the facts; answers which chains must have started on which incident. */
  private apply(name: string, input: Fields, value: Fields, now: number, rows: (table: string) => Row[]): Start[] {
    const incident = this.incidents.get(String(input.id ?? input.incidentId));
    switch (name) {
      case "users.create":
        this.users.set(String(input.id), { role: String(input.role), isActive: true });
        return [];
      case "users.updateAccess": {
        const user = this.users.get(String(input.id));
        if (user && typeof input.isActive === "boolean") user.isActive = input.isActive;
        return [];
      }
      case "onCall.create":
        this.onCall.set(`${input.date}/${input.role}`, { id: String(value.id), userId: String(input.userId) });
        return [];
      case "onCall.delete":
        for (const [key, entry] of this.onCall) if (entry.id === input.id) this.onCall.delete(key);
        return [];
      case "processes.update":
        if (typeof input.unattendedMinutes === "number") this.unattendedMinutes = input.unattendedMinutes;
        return [];
      case "escalations.createChain":
      case "escalations.updateChain":
        this.keepChain(value, now);
        return [];
      case "escalations.delete":
        this.chains.delete(String(input.id));
        this.stop((run) => run.chainId === input.id);
        return [];
      case "incidents.create": {
        const [row] = rows("incidents");
        if (!row) return [];
        const made: IncidentFacts = {
          id: row.id,
          status: "open",
          severity: String(input.severity),
          assignedToId: (input.assignedToId as string | undefined) ?? null,
          opening: 1,
          escalated: false,
          unattendedSince: null,
          reminded: false,
        };
        this.incidents.set(made.id, made);
        return this.matching(made.severity).map((chainId) => ({ incidentId: made.id, chainId }));
      }
      case "incidents.acknowledge":
        return incident ? this.move(incident, incident.escalated ? incident.status : "acknowledged") : [];
      case "incidents.resolve":
        return incident ? this.move(incident, "resolved") : [];
      case "incidents.bulk": {
        const done = (value.results as { id: string; ok: boolean }[]).filter(({ ok }) => ok);
        if (input.action !== "close") return [];
        for (const { id } of done) this.moveIfKnown(id, "resolved");
        return [];
      }
      case "incidents.reopen":
        return incident ? this.move(incident, "open") : [];
      case "incidents.update":
        return incident ? this.edit(incident, input) : [];
      case "incidents.remind":
        if (incident) this.observeReminder(incident, Number(input.since), now);
        return [];
      case "escalations.escalate":
        return incident ? this.byHand(incident, now, input.chainId as string | undefined) : [];
      default:
        return [];
    }
  }

  private keepChain(value: Fields, now: number): void {
    const chain = {
      id: String(value.id),
      severity: value.severity as string | null,
      isActive: value.isActive as boolean,
      repeat: value.repeat as number,
      tiers: structuredClone(value.tiers) as TierFacts[],
      version: value.version as number,
    };
    const before = this.chains.get(chain.id);
    const timing = (of: Omit<ChainFacts, "editedAt" | "editedIn">) =>
      JSON.stringify([
        of.isActive,
        of.repeat,
        of.tiers.map(({ id, afterMinutes, channels, userId }) => [id, afterMinutes, channels, userId]),
      ]);
    const same = before !== undefined && timing(before) === timing(chain);
    const edited = same ? before : { editedAt: now, editedIn: chain.version };
    this.chains.set(chain.id, { ...chain, editedAt: edited.editedAt, editedIn: edited.editedIn });
    if (before && !same) this.followEdit(chain.id);
  }

  /** What is left decides whether a run goes on; of several of one chain on an incident, the last. */
  private followEdit(chainId: string): void {
    const last = new Map<string, RunFacts>();
    for (const run of this.runs.values())
      if (run.chainId === chainId && run.state !== "stopped") last.set(run.incidentId, run);
    for (const run of last.values()) run.state = this.leftOf(run).length > 0 ? "running" : "exhausted";
  }

  private moveIfKnown(id: string, to: string): void {
    const incident = this.incidents.get(id);
    if (incident) this.move(incident, to);
  }

  private stop(which: (run: RunFacts) => boolean): void {
    for (const run of this.runs.values()) if (run.state !== "stopped" && which(run)) run.state = "stopped";
  }

  /** Chains that an incident of this severity starts, in the order of their making. */
  private matching(severity: string): string[] {
    return [...this.chains.values()]
      .filter((chain) => chain.isActive && (chain.severity === null || chain.severity === severity))
      .map((chain) => chain.id)
      .sort();
  }

  private move(incident: IncidentFacts, to: string): Start[] {
    incident.status = to;
    incident.escalated = false;
    if (to !== "open") {
      this.stop((run) => run.incidentId === incident.id);
      return [];
    }
    incident.opening += 1;
    incident.assignedToId = null;
    return this.matching(incident.severity).map((chainId) => ({ incidentId: incident.id, chainId }));
  }

  private edit(incident: IncidentFacts, input: Fields): Start[] {
    const starts: Start[] = [];
    if (typeof input.severity === "string" && input.severity !== incident.severity) {
      incident.severity = input.severity;
      if (incident.status === "open") {
        const fitting = this.matching(incident.severity);
        this.stop((run) => run.incidentId === incident.id && !fitting.includes(run.chainId));
        const going = [...this.runs.values()].filter(
          (run) => run.incidentId === incident.id && run.state !== "stopped",
        );
        for (const chainId of fitting)
          if (!going.some((run) => run.chainId === chainId)) starts.push({ incidentId: incident.id, chainId });
      }
    }
    if (input.assignedToId !== undefined) incident.assignedToId = input.assignedToId as string | null;
    if (typeof input.status !== "string") return starts;
    const saysOnly = Object.keys(input).every((name) => ["id", "version", "status"].includes(name));
    const acknowledgedAgain = incident.escalated && saysOnly;
    if (input.status !== incident.status || acknowledgedAgain) starts.push(...this.move(incident, input.status));
    return starts;
  }

  /** One chain begins: where it was stopped, if something of it is left and somebody has the incident; else anew. */
  private byHand(incident: IncidentFacts, now: number, only?: string): Start[] {
    const runs = [...this.runs.values()].filter((run) => run.incidentId === incident.id);
    const had = incident.status !== "open";
    incident.escalated = had;
    if (runs.some((run) => run.state === "running" && (only === undefined || run.chainId === only))) return [];
    const chains = (only === undefined ? this.matching(incident.severity) : [only]).filter(
      (id) => this.chains.get(id)?.isActive,
    );
    const earlier = (chainId: string) =>
      runs.findLast((run) => run.chainId === chainId && run.opening === incident.opening);
    for (const chainId of chains) {
      const from = had && this.whereItStopped(earlier(chainId), now);
      if (from) return [{ incidentId: incident.id, chainId, ...from }];
    }
    const chainId = chains.find((id) => !earlier(id)) ?? chains[0];
    if (chainId === undefined) return [];
    // Its first tier fires now, and the others keep their distance from it.
    const first = Math.min(...(this.chains.get(chainId)?.tiers ?? []).map((tier) => tier.afterMinutes));
    return [{ incidentId: incident.id, chainId, countedFrom: now - first * minute }];
  }

  private whereItStopped(run: RunFacts | undefined, now: number): Pick<Start, "countedFrom" | "done"> | null {
    const chain = run && this.chains.get(run.chainId);
    if (!run || !chain) return null;
    const all = this.walk(chain, run.countedFrom);
    const done = new Set(run.done);
    for (const key of this.fired.keys()) if (key.startsWith(`${run.id}.`)) done.add(key.slice(run.id.length + 1));
    const next = all.slice(all.findLastIndex(({ place }) => done.has(place)) + 1)[0];
    if (!next) return null;
    // What stands before it has had its turn, due in the same moment or not.
    for (const { place, dueAt } of all.slice(0, all.indexOf(next))) if (dueAt === next.dueAt) done.add(place);
    return { countedFrom: now - (next.dueAt - run.countedFrom), done };
  }

  private expectStarts(name: string, expected: Start[], started: Row[], now: number): void {
    const words = (list: Start[]) =>
      list
        .map((one) => `${one.incidentId}/${one.chainId}`)
        .sort()
        .join(" ");
    const actual = started.map((row) => ({ incidentId: String(row.incidentId), chainId: String(row.chainId) }));
    if (words(actual) !== words(expected))
      this.wrong(`${name} started [${words(actual)}] and should have started [${words(expected)}]`);
    for (const row of started) {
      const start = expected.find(
        ({ incidentId, chainId }) => incidentId === row.incidentId && chainId === row.chainId,
      );
      this.runs.set(row.id, {
        id: row.id,
        incidentId: String(row.incidentId),
        chainId: String(row.chainId),
        startedAt: now,
        opening: this.incidents.get(String(row.incidentId))?.opening ?? 0,
        chainVersion: this.chains.get(String(row.chainId))?.version ?? 0,
        countedFrom: start?.countedFrom ?? now,
        done: start?.done ?? new Set(),
        state: "running",
      });
    }
  }

  private observeFiring(name: string, row: Row, now: number): undefined {
    const run = this.runs.get(String(row.runId));
    const key = `${row.runId}.${row.round}.${row.tierId}`;
    if (!run) return this.wrong(`${key} fired for a run that never started`);
    const pending = this.pendingOf(run);
    const due = pending.find((one) => one.key === key);
    if (this.fired.has(key)) return this.wrong(`${key} fired twice`);
    if (!due) return this.wrong(`${key} fired though it was not to come (the run is ${run.state})`);
    const byHand = name === "escalations.escalate";
    if (row.dueAt !== due.dueAt) this.wrong(`${key} was due at ${due.dueAt} and says ${row.dueAt}`);
    if (row.firedAt !== now) this.wrong(`${key} fired at ${now} and says ${row.firedAt}`);
    if (!byHand && now < due.dueAt) this.wrong(`${key} fired ${due.dueAt - now} ms before its time`);
    if (!byHand && row.latenessMs !== now - due.dueAt) this.wrong(`${key} says it was ${row.latenessMs} ms late`);
    if (pending[0] !== due) this.wrong(`${key} fired before ${pending[0]?.key} of the same run`);
    const earlier = this.upcoming()[0];
    if (!byHand && earlier && earlier.dueAt < due.dueAt)
      this.wrong(`${key} fired before ${earlier.key}, which was due earlier`);
    this.expectTarget(key, due.tier, row, now);
    this.fired.set(key, { dueAt: due.dueAt, firedAt: now, byHand });
    if (this.pendingOf(run).length === 0) run.state = "exhausted";
  }

  private expectTarget(key: string, tier: TierFacts, row: Row, now: number): void {
    const date = new Date(now).toISOString().slice(0, 10);
    const inLine = [
      tier.userId,
      ...["primary", "backup", "escalation"].map((role) => this.onCall.get(`${date}/${role}`)?.userId),
    ];
    const first = inLine.find((id) => id && this.users.get(id)?.isActive);
    const managers = [...this.users].filter(([, user]) => user.isActive && user.role === "manager").map(([id]) => id);
    const expected = first ? [first] : managers;
    if (JSON.stringify([...(row.targetIds as string[])].sort()) !== JSON.stringify([...expected].sort()))
      this.wrong(`${key} paged ${row.targetIds} and should have paged ${expected}`);
    if (row.outcome !== (expected.length > 0 ? "paged" : "unreachable")) this.wrong(`${key} says ${row.outcome}`);
  }

  private observeReminder(incident: IncidentFacts, since: number, now: number): undefined {
    const [due] = this.reminderOf(incident);
    const key = `remind:${incident.id}:${since}`;
    if (due?.key !== key) return this.wrong(`${key} was sent though it was not to come`);
    if (now < due.dueAt) this.wrong(`${key} was sent ${due.dueAt - now} ms before its time`);
    const [earlier] = this.upcoming();
    if (earlier && earlier.dueAt < due.dueAt) this.wrong(`${key} was sent before ${earlier.key}`);
    incident.reminded = true;
  }
}
