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
  editedAt: number;
}
interface RunFacts {
  id: string;
  incidentId: string;
  chainId: string;
  startedAt: number;
  state: "running" | "stopped" | "exhausted";
}
interface IncidentFacts {
  id: string;
  status: string;
  severity: string;
  assignedToId: string | null;
  openingAt: number;
  opening: number;
  reminded: boolean;
}
interface Due {
  key: string;
  dueAt: number;
}
type Fields = { [name: string]: unknown };
type Row = Fields & { id: string };

const minute = 60_000;

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
  private pendingOf(run: RunFacts): (Due & { round: number; tier: TierFacts; number: number })[] {
    const chain = this.chains.get(run.chainId);
    if (!chain?.isActive || run.state !== "running") return [];
    const minutes = chain.tiers.map((tier) => tier.afterMinutes).sort((a, b) => a - b);
    const last = minutes[minutes.length - 1] ?? 0;
    const gap = last - (minutes[minutes.length - 2] ?? 0);
    const pending: (Due & { round: number; tier: TierFacts; number: number })[] = [];
    let start = run.startedAt;
    for (let round = 0; round < chain.repeat + 1; round += 1) {
      for (const [index, tier] of chain.tiers.entries()) {
        const key = `${run.id}.${round}.${tier.id}`;
        const dueAt = start + tier.afterMinutes * minute;
        const passedAtEdit = chain.editedAt > run.startedAt && dueAt <= chain.editedAt;
        if (!this.fired.has(key) && !passedAtEdit) pending.push({ key, dueAt, round, tier, number: index + 1 });
      }
      start += (last + Math.max(1, gap)) * minute;
    }
    return pending.sort((a, b) => a.dueAt - b.dueAt);
  }

  private reminderOf(incident: IncidentFacts): Due[] {
    const unattended = incident.status === "open" && incident.assignedToId === null && !incident.reminded;
    if (!unattended || this.unattendedMinutes === 0) return [];
    return [
      {
        key: `remind:${incident.id}:${incident.opening}`,
        dueAt: incident.openingAt + this.unattendedMinutes * minute,
      },
    ];
  }

  /** All that is still to come, soonest first. */
  upcoming(): Due[] {
    const tiers = [...this.runs.values()].flatMap((run) => this.pendingOf(run));
    const reminders = [...this.incidents.values()].flatMap((incident) => this.reminderOf(incident));
    return [...tiers, ...reminders].sort((a, b) => a.dueAt - b.dueAt);
  }

  due(now: number): Due[] {
    return this.upcoming().filter((one) => one.dueAt <= now);
  }

  /** Why a message may not leave now, or null. */
  overtaken(guard: string, id: string): string | null {
    if (guard === "escalation-run") {
      const run = this.runs.get(id);
      return run && run.state !== "stopped" ? null : "its escalation had been stopped";
    }
    const incident = this.incidents.get(id);
    return incident?.status === "open" && incident.assignedToId === null ? null : "somebody had taken the incident";
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
    for (const row of executed) this.observeFiring(name, row, now);
    if (name === "escalations.escalate" && executed.length !== 1) this.wrong("an escalation by hand fired no tier");
    if (name === "escalations.fire" && executed.length !== 1) this.wrong("a tier's timer wrote no execution");
  }

  /** Changes the facts; answers which chains must have started on which incident. */
  private apply(
    name: string,
    input: Fields,
    value: Fields,
    now: number,
    rows: (table: string) => Row[],
  ): { incidentId: string; chainId: string }[] {
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
      case "escalations.deleteChain":
        this.chains.delete(String(input.id));
        this.stop((run) => run.chainId === input.id && run.state === "running");
        return [];
      case "incidents.create": {
        const [row] = rows("incidents");
        if (!row) return [];
        const made: IncidentFacts = {
          id: row.id,
          status: "open",
          severity: String(input.severity),
          assignedToId: (input.assignedToId as string | undefined) ?? null,
          openingAt: now,
          opening: 1,
          reminded: false,
        };
        this.incidents.set(made.id, made);
        return this.matching(made.severity).map((chainId) => ({ incidentId: made.id, chainId }));
      }
      case "incidents.acknowledge":
        return incident ? this.move(incident, "acknowledged", now) : [];
      case "incidents.resolve":
        return incident ? this.move(incident, "resolved", now) : [];
      case "incidents.reopen":
        return incident ? this.move(incident, "open", now) : [];
      case "incidents.update":
        return incident ? this.edit(incident, input, now) : [];
      case "incidents.remind":
        if (incident) this.observeReminder(incident, Number(input.opening), now);
        return [];
      case "escalations.escalate":
        return incident ? this.byHand(incident, input.chainId as string | undefined) : [];
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
    };
    const before = this.chains.get(chain.id);
    const timing = (of: Omit<ChainFacts, "editedAt">) =>
      JSON.stringify([
        of.isActive,
        of.repeat,
        of.tiers.map(({ id, afterMinutes, channels, userId }) => [id, afterMinutes, channels, userId]),
      ]);
    const same = before !== undefined && timing(before) === timing(chain);
    this.chains.set(chain.id, { ...chain, editedAt: same ? before.editedAt : now });
    if (before?.isActive && !chain.isActive) this.stop((run) => run.chainId === chain.id && run.state === "running");
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

  private move(incident: IncidentFacts, to: string, now: number): { incidentId: string; chainId: string }[] {
    incident.status = to;
    if (to !== "open") {
      this.stop((run) => run.incidentId === incident.id);
      return [];
    }
    Object.assign(incident, { openingAt: now, opening: incident.opening + 1, reminded: false });
    return this.matching(incident.severity).map((chainId) => ({ incidentId: incident.id, chainId }));
  }

  private edit(incident: IncidentFacts, input: Fields, now: number): { incidentId: string; chainId: string }[] {
    const starts: { incidentId: string; chainId: string }[] = [];
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
    if (typeof input.status === "string" && input.status !== incident.status)
      starts.push(...this.move(incident, input.status, now));
    return starts;
  }

  private byHand(incident: IncidentFacts, only?: string): { incidentId: string; chainId: string }[] {
    const going = [...this.runs.values()].some(
      (run) =>
        run.incidentId === incident.id && run.state === "running" && (only === undefined || run.chainId === only),
    );
    if (going) return [];
    const chains = only === undefined ? this.matching(incident.severity) : [only];
    return chains.map((chainId) => ({ incidentId: incident.id, chainId }));
  }

  private expectStarts(
    name: string,
    expected: { incidentId: string; chainId: string }[],
    started: Row[],
    now: number,
  ): void {
    const words = (list: { incidentId: string; chainId: string }[]) =>
      list
        .map((one) => `${one.incidentId}/${one.chainId}`)
        .sort()
        .join(" ");
    const actual = started.map((row) => ({ incidentId: String(row.incidentId), chainId: String(row.chainId) }));
    if (words(actual) !== words(expected))
      this.wrong(`${name} started [${words(actual)}] and should have started [${words(expected)}]`);
    for (const row of started)
      this.runs.set(row.id, {
        id: row.id,
        incidentId: String(row.incidentId),
        chainId: String(row.chainId),
        startedAt: now,
        state: "running",
      });
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
    const earlier = byHand ? pending[0] : this.upcoming()[0];
    if (earlier && earlier.dueAt < due.dueAt) this.wrong(`${key} fired before ${earlier.key}, which was due earlier`);
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

  private observeReminder(incident: IncidentFacts, opening: number, now: number): undefined {
    const [due] = this.reminderOf(incident);
    const key = `remind:${incident.id}:${opening}`;
    if (due?.key !== key) return this.wrong(`${key} was sent though it was not to come`);
    if (now < due.dueAt) this.wrong(`${key} was sent ${due.dueAt - now} ms before its time`);
    const [earlier] = this.upcoming();
    if (earlier && earlier.dueAt < due.dueAt) this.wrong(`${key} was sent before ${earlier.key}`);
    incident.reminded = true;
  }
}
