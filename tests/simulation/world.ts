import { runInDurableObject } from "cloudflare:test";
import { type MockInstance, vi } from "vitest";
import { Engine } from "#durable-objects/engine.ts";
import { rederiving } from "#durable-objects/rederivations.ts";
import { derivedTimers } from "#durable-objects/timers.ts";
import type { Outcome } from "#durable-objects/transaction.ts";
import { auditLines } from "#packages/audit/views.server.ts";
import { clock } from "#packages/core/clock.ts";
import type { Envelope } from "#packages/core/command.ts";
import { canonicalJson } from "#packages/core/json.ts";
import { ok, type Result } from "#packages/core/result.ts";
import { following } from "#packages/escalations/edits.server.ts";
import { processTables } from "#packages/modules.ts";
import { verifyLines } from "#scripts/lib/audit-chain.mjs";
import { differencesOf } from "#tests/support/copy.ts";
import { env } from "#tests/support/env.ts";
import { Dice } from "./dice.ts";
import { d1Weathers, FaultyD1, FaultyResend, type Life, mailWeathers, mortal, quickRoom, realRoom } from "./faults.ts";
import { Oracle } from "./oracle.ts";
import { hindi, longText, someTitle } from "./texts.ts";

const second = 1_000;
const minute = 60 * second;
/** Far ahead of any real clock, so that no alarm rings by itself. */
const beginning = Date.UTC(2031, 2, 29, 20, 0);
const severities = ["SEV1", "SEV2", "SEV3"] as const;
/** Of so many worlds one ends with a day on which much happens at once. */
const bigWorlds = 16;
const longestSilence = 600;
const answersKeptMs = 2 * 24 * 60 * minute;
/** After so many alarms in one jump of the clock the machine sleeps through the rest of it. */
const ringsPerJump = 12;

type Row = Record<string, SqlStorageValue>;
interface Timeout {
  at: number;
  run: () => void;
}

/** One process in a world where the clock, D1, the mail service and the hub's very life are thrown dice for. */
class World {
  now = beginning;
  readonly oracle = new Oracle();
  private readonly dice: Dice;
  private readonly d1: FaultyD1;
  private readonly resend: FaultyResend;
  private life: Life = { dead: false, fuse: null };
  private engine!: Engine;
  private activity = 0;
  private timeouts = new Map<number, Timeout>();
  private nextTimeout = 1;
  private readonly lines: string[] = [];
  private readonly relayed: number[] = [];
  private relayBroken = false;
  private readonly problems: string[] = [];
  private serial = 0;
  private readonly sentEnvelopes: { at: number; envelope: Envelope }[] = [];
  private incidents: string[] = [];
  private readonly userIds: string[] = [];
  private readonly answers = new Map<string, string>();
  private base = { rev: 0, seq: 0, audit: 0, hash: "0".repeat(64) };

  constructor(
    private readonly state: DurableObjectState,
    readonly seed: number,
    quick: boolean,
  ) {
    this.dice = new Dice(seed);
    this.d1 = new FaultyD1(this.dice, quick ? quickRoom : realRoom, (line) => this.log(line));
    this.resend = new FaultyResend(
      this.dice,
      () => this.life,
      (id) => this.onMail(id),
      (line) => this.log(line),
    );
  }

  // — the stage ———————————————————————————————————————————————————————————————————————————————————————————————

  static async play(seed: number, episodes: number, quick: boolean): Promise<number> {
    const stub = env.PROCESS_HUB.getByName(`prc_${quick ? "quick" : "real0"}_sim${seed}`);
    return runInDurableObject(stub, async (_hub, state) => {
      const world = new World(state, seed, quick);
      const spies = world.install();
      const sizes = world.takeSmallSteps();
      let episode = 0;
      try {
        await world.setUp();
        for (; episode < episodes; episode += 1) await world.episode();
        if (seed % bigWorlds === 0) await world.bigDay();
      } catch (thrown) {
        const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
        throw new Error(
          `Seed ${seed}, episode ${episode + 1} (replay: VITE_SIM_SEED=${seed}):\n${why}\n\n${world.lines.join("\n")}`,
        );
      } finally {
        world.life.dead = true;
        for (const spy of spies) spy.mockRestore();
        Object.assign(rederiving, sizes.rederiving);
        Object.assign(following, sizes.following);
      }
      return episode;
    });
  }

  private install(): Pick<MockInstance, "mockRestore">[] {
    const later = (run: () => void, ms = 0) => {
      this.timeouts.set(this.nextTimeout, { at: this.now + ms, run });
      this.nextTimeout += 1;
      return this.nextTimeout - 1;
    };
    return [
      vi.spyOn(clock, "now").mockImplementation(() => this.now),
      vi.spyOn(globalThis, "fetch").mockImplementation(this.resend.fetch as typeof fetch),
      vi.spyOn(globalThis, "setTimeout").mockImplementation(later as unknown as typeof setTimeout),
      vi.spyOn(globalThis, "clearTimeout").mockImplementation(((id: number) => {
        this.timeouts.delete(id);
      }) as unknown as typeof clearTimeout),
      vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
        const bytes = array as unknown as Uint8Array;
        for (let index = 0; index < bytes.length; index += 1) bytes[index] = this.dice.int(0, 255);
        return array;
      }),
      vi.spyOn(Math, "random").mockImplementation(() => this.dice.next()),
      vi.spyOn(console, "error").mockImplementation(() => {}),
      vi.spyOn(console, "log").mockImplementation(() => {}),
    ];
  }

  /** What an edit of a chain concerns takes several transactions, between which the hub may die. */
  private takeSmallSteps() {
    const sizes = { rederiving: { ...rederiving }, following: { ...following } };
    Object.assign(rederiving, { rows: this.dice.int(1, 3), steps: Number.POSITIVE_INFINITY });
    following.runs = this.dice.int(1, 3);
    return sizes;
  }

  private log(line: string): void {
    this.lines.push(line);
  }

  private stamp(): string {
    return new Date(this.now).toISOString().slice(5, 23);
  }

  /** A hub with nothing in memory on the same storage. What the one before had begun is gone. */
  private boot(): void {
    this.life.dead = true;
    this.timeouts.clear();
    const life: Life = { dead: false, fuse: null };
    this.life = life;
    const platform = {
      getByName: () => ({
        takeRelay: async (_id: string, _slug: string, text: string) => this.relay(life, text),
        take: async (envelopes: Envelope[]) => this.takeCalls(life, envelopes),
      }),
    };
    const bindings = { ...env, PROCESS_HUB: platform, DB: this.d1.binding(life) };
    const context = mortal(this.state, life, () => {
      this.activity += 1;
    });
    // The same bindings with two of them faulty.
    const engine = new Engine(context, bindings as unknown as typeof env);
    const run = engine.run.bind(engine);
    engine.run = (envelope, now, firing) => {
      const outcome = run(envelope, now, firing);
      this.observe(envelope, now, outcome);
      return outcome;
    };
    engine.wake();
    this.engine = engine;
  }

  private relay(life: Life, text: string): void {
    if (this.relayBroken) throw new Error("the platform's hub is away");
    for (const { event } of JSON.parse(text) as { event: { seq: number } }[]) {
      const last = this.relayed.at(-1) ?? 0;
      if (event.seq > last + 1) this.problems.push(`event ${event.seq} was relayed after ${last}`);
      if (event.seq === last + 1) this.relayed.push(event.seq);
    }
    if (!life.dead && this.dice.chance(0.05)) throw new Error("the answer of the platform's hub got lost");
  }

  /** The directory, which is told of people: of what it is told twice it takes nothing. */
  private takeCalls(life: Life, envelopes: Envelope[]): Result<unknown>[] {
    if (this.relayBroken) throw new Error("the platform's hub is away");
    if (!life.dead && this.dice.chance(0.05)) throw new Error("the answer of the platform's hub got lost");
    return envelopes.map(() => ok(null));
  }

  /** What the mail service is being asked for at this moment must still be wanted at this moment. */
  private onMail(id: string): void {
    this.activity += 1;
    const [row] = this.rows("SELECT event, guard, guard_id FROM deliveries WHERE id = ?", id);
    if (!row) return void this.problems.push(`${id} was handed over and is unknown`);
    if (row.event === "escalation.page" && row.guard !== "escalation-run")
      this.problems.push(`the page ${id} has no guard`);
    if (row.event === "incident.unattended" && row.guard !== "unattended")
      this.problems.push(`the reminder ${id} has no guard`);
    if (!row.guard) return;
    const why = this.oracle.overtaken(String(row.guard), String(row.guard_id));
    if (why) this.problems.push(`${id} was handed over although ${why}`);
  }

  private observe(envelope: Envelope, now: number, outcome: Outcome): void {
    const byTimer = envelope.name === "escalations.fire" || envelope.name === "incidents.remind";
    if (!byTimer && !envelope.name.startsWith("outbox.")) {
      for (const late of this.oracle.due(now))
        this.problems.push(`${envelope.name} was decided before ${late.key}, which was due at ${late.dueAt}`);
    }
    this.oracle.observe(envelope, now, outcome);
    const what = outcome.result.ok ? (outcome.unit ? "" : " (nothing new)") : ` refused: ${outcome.result.error.code}`;
    this.log(`  ${this.stamp()} ${envelope.name} ${JSON.stringify(envelope.input).slice(0, 160)}${what}`);
    if (!outcome.result.ok && outcome.result.error.code === "internal") this.problems.push(`${envelope.name} broke`);
  }

  private rows(query: string, ...values: unknown[]): Row[] {
    return this.state.storage.sql.exec<Row>(query, ...values).toArray();
  }

  // — time ————————————————————————————————————————————————————————————————————————————————————————————————————

  /** Lets everything happen that needs no time. */
  private async quiesce(): Promise<void> {
    for (let calm = 0; calm < 2; ) {
      const before = this.activity;
      for (let turn = 0; turn < 25; turn += 1) await null;
      if (this.d1.busy.size > 0) {
        await Promise.all(this.d1.busy);
        this.activity += 1;
      }
      calm = before === this.activity ? calm + 1 : 0;
    }
    if (this.life.dead) {
      this.log(`  ${this.stamp()} the hub starts anew`);
      this.boot();
    }
  }

  private async ring(): Promise<void> {
    const at = await this.state.storage.getAlarm();
    await this.state.storage.deleteAlarm();
    this.log(`  ${this.stamp()} alarm`);
    try {
      this.engine.alarm();
    } catch {
      // It crashed within: the platform calls it again.
    }
    if (this.life.dead) {
      if ((await this.state.storage.getAlarm()) === null) await this.state.storage.setAlarm(at ?? this.now);
    } else {
      for (const late of this.oracle.due(this.now)) this.problems.push(`${late.key} did not fire at the alarm`);
    }
    await this.quiesce();
  }

  /** Moves the clock; alarms and time-outs on the way happen at their times, if the machine is awake. */
  private async advance(to: number, awake: boolean): Promise<void> {
    for (let rings = 0; rings < ringsPerJump; rings += 1) {
      const alarm = awake ? await this.state.storage.getAlarm() : null;
      const timeout = [...this.timeouts].sort(([, a], [, b]) => a.at - b.at)[0];
      const next = Math.min(alarm ?? Number.POSITIVE_INFINITY, timeout?.[1].at ?? Number.POSITIVE_INFINITY);
      if (next > to) break;
      this.now = Math.max(this.now, next);
      if (timeout && timeout[1].at === next) {
        this.timeouts.delete(timeout[0]);
        timeout[1].run();
        await this.quiesce();
      } else await this.ring();
    }
    this.now = Math.max(this.now, to);
  }

  // — acts ————————————————————————————————————————————————————————————————————————————————————————————————————

  private envelope(name: string, input: unknown): Envelope {
    this.serial += 1;
    const commandId = `cmd_${this.seed}_${this.serial}`;
    const caller = { kind: "system", name: "setup" } as const;
    // Asked again days later: of a client, whose keys are remembered for so long.
    return { commandId, keyed: true, name, input, caller, requestId: "req_sim", ip: null, userAgent: null };
  }

  /** Sends a command; a caller whose hub died asks again with the same key, as the Worker does. */
  private async send(envelope: Envelope): Promise<Result<unknown> | null> {
    this.sentEnvelopes.push({ at: this.now, envelope });
    let settled: Result<unknown> | null = null;
    const asked = this.engine.execute(envelope).then((result) => {
      settled = result;
    });
    asked.catch(() => {});
    const life = this.life;
    await this.quiesce();
    if (settled === null && !life.dead) await this.advance(this.now + 1_600, false);
    // Another sender's clock may have run the time-out that this answer waits for, a moment ago.
    if (settled === null) await this.quiesce();
    if (!life.dead && settled === null) this.problems.push(`${envelope.name} was not answered within 1.6 s`);
    const answer = settled as Result<unknown> | null;
    if (life.dead) {
      this.log(`    (asked again)`);
      return this.dice.chance(0.9) ? this.send(envelope) : null;
    }
    if (answer && !answer.ok && answer.error.code === "internal")
      this.problems.push(`${envelope.name} answered: internal`);
    this.remember(envelope, answer);
    return answer;
  }

  private act(name: string, input: unknown): Promise<Result<unknown> | null> {
    return this.send(this.envelope(name, input));
  }

  /** The same key gets the same answer, whatever came between. */
  private remember(envelope: Envelope, answer: Result<unknown> | null): void {
    if (!answer?.ok) return;
    const text = canonicalJson(answer.value);
    const [stored] = this.rows("SELECT command_id FROM hub_commands WHERE command_id = ?", envelope.commandId);
    const before = this.answers.get(envelope.commandId);
    if (before !== undefined && before !== text) this.problems.push(`${envelope.commandId} got two different answers`);
    if (stored) this.answers.set(envelope.commandId, text);
    const made = answer.value as { id?: unknown } | null;
    if (envelope.name === "incidents.create" && typeof made?.id === "string" && !this.incidents.includes(made.id))
      this.incidents.push(made.id);
  }

  private async setUp(): Promise<void> {
    this.boot();
    await this.state.storage.deleteAlarm();
    await this.act("processes.create", { slug: `s${this.seed}`, name: "Simulated", timeZone: "UTC" });
    for (const [index, role] of (["manager", "operator", "client"] as const).entries()) {
      const id = `usr_${this.seed}_${index}`;
      const email = `u${index}@s${this.seed}.test`;
      await this.act("users.create", { id, email, name: `Person ${index}`, role });
      this.userIds.push(id);
    }
  }

  private chainInput() {
    const { dice } = this;
    const tiers = Array.from({ length: dice.int(1, 3) }, () => ({
      afterMinutes: dice.pick([0, 0, 1, 2, 5, 5, 10, 30]),
      channels: dice.pick([["email"], ["email", "in_app"], ["in_app"]]),
      userId: dice.chance(0.5) ? dice.pick(this.userIds) : null,
    }));
    return { severity: dice.chance(0.5) ? null : dice.pick(severities), repeat: dice.pick([0, 0, 1, 2]), tiers };
  }

  private someIncident(): string {
    return this.incidents.length > 0 ? this.dice.pick(this.incidents) : "inc_none";
  }

  private someChain(): string {
    const ids = [...this.oracle.chains.keys()];
    return ids.length > 0 ? this.dice.pick(ids) : "esc_none";
  }

  private command(): Envelope {
    const { dice } = this;
    const kind = dice.weighted({
      create: 14,
      acknowledge: 12,
      start: 4,
      resolve: 6,
      reopen: 6,
      assign: 6,
      severity: 6,
      comment: 2,
      addChain: 6,
      editChain: 13,
      dropChain: 3,
      onCall: 5,
      offCall: 3,
      person: 4,
      settings: 4,
      escalate: 8,
      job: 10,
    });
    const id = this.someIncident();
    switch (kind) {
      case "create":
        return this.envelope("incidents.create", { title: someTitle(dice), severity: dice.pick(severities) });
      case "acknowledge":
        return this.envelope("incidents.acknowledge", { id });
      case "start":
        return this.envelope("incidents.update", { id, status: "in_progress" });
      case "resolve":
        return this.envelope("incidents.resolve", { id });
      case "reopen":
        return this.envelope("incidents.reopen", { id });
      case "assign":
        return this.envelope("incidents.update", { id, assignedToId: dice.pick([null, ...this.userIds]) });
      case "severity":
        return this.envelope("incidents.update", { id, severity: dice.pick(severities) });
      case "comment":
        return this.envelope("incidents.comment", { id, text: longText(dice, dice.pick([20, 300, 8_000])) });
      case "addChain":
        return this.envelope("escalations.createChain", { name: "Chain", ...this.chainInput() });
      case "editChain":
        return this.envelope("escalations.updateChain", this.chainEdit());
      case "dropChain":
        return this.envelope("escalations.delete", { id: this.someChain(), reason: "Not needed" });
      case "onCall": {
        const date = new Date(this.now + dice.int(0, 1) * 24 * 60 * minute).toISOString().slice(0, 10);
        const role = dice.pick(["primary", "backup", "escalation"]);
        return this.envelope("onCall.create", { userId: dice.pick(this.userIds), role, date });
      }
      case "offCall": {
        const entries = [...this.oracle.onCall.values()];
        return this.envelope("onCall.delete", { id: entries.length > 0 ? dice.pick(entries).id : "onc_none" });
      }
      case "person":
        return this.envelope("users.updateAccess", { id: dice.pick(this.userIds), isActive: dice.chance(0.6) });
      case "settings":
        return this.envelope("processes.update", { unattendedMinutes: dice.pick([0, 1, 5, 30]) });
      case "job":
        return this.envelope("operations.begin", { act: dice.pick(["resync", "compare"]) });
      case "escalate":
        return this.envelope("escalations.escalate", dice.chance(0.3) ? { id, chainId: this.someChain() } : { id });
    }
  }

  private chainEdit() {
    const { dice } = this;
    const chain = this.oracle.chains.get(this.someChain());
    const id = chain?.id ?? "esc_none";
    switch (dice.pick([0, 1, 2, 3, 3, 3, 4])) {
      case 0:
        return { id, isActive: !(chain?.isActive ?? false) };
      case 1:
        return { id, name: "Renamed" };
      case 2:
        return { id, repeat: dice.int(0, 2) };
      case 3: {
        // Tiers that stay keep their ids, so that what has fired stays fired.
        const tiers = (chain?.tiers ?? []).map((tier) => ({ ...tier, afterMinutes: dice.pick([0, 1, 3, 8, 20]) }));
        return { id, tiers: tiers.length > 0 ? tiers : this.chainInput().tiers };
      }
      default:
        return { id, ...this.chainInput() };
    }
  }

  private async report(): Promise<void> {
    const sent = [...this.resend.sent.keys()];
    const id = sent.length > 0 ? this.dice.pick(sent.slice(-8)) : "dlv_none";
    await this.act("outbox.report", {
      id,
      state: this.dice.pick(["delivered", "bounced", "complained"]),
      detail: null,
    });
  }

  private async step(): Promise<void> {
    const { dice } = this;
    const kind = dice.weighted({
      command: 50,
      together: 7,
      again: 4,
      time: 24,
      alarm: 5,
      lostAlarm: 2,
      clockBack: 2,
      crash: 4,
      fuse: 9,
      d1: 6,
      oldBatch: 3,
      release: 6,
      mail: 6,
      refuse: 1,
      report: 5,
      platform: 2,
    });
    switch (kind) {
      case "command":
        return void (await this.send(this.command()));
      case "together":
        return void (await Promise.all([this.send(this.command()), this.send(this.command())]));
      case "again":
        return this.sendAgain();
      case "time":
        return this.letTimePass();
      case "alarm":
        await this.ring();
        if (dice.chance(0.4)) await this.ring();
        return;
      case "lostAlarm":
        this.log("  the alarm is lost");
        return this.state.storage.deleteAlarm();
      case "clockBack":
        this.now -= dice.int(1, 9 * second);
        return this.log(`  the clock steps back to ${this.stamp()}`);
      case "crash":
        this.log(`  ${this.stamp()} crash`);
        return this.boot();
      case "fuse":
        this.life.fuse = dice.int(0, 90);
        this.log(`  crash after ${this.life.fuse} statements`);
        return;
      case "d1":
        this.d1.weather = dice.pick(d1Weathers);
        return this.log(`  D1: ${this.d1.weather}`);
      case "oldBatch":
        return this.d1.repeatAnOldOne();
      case "release":
        this.log("  what hangs is let go");
        if (dice.chance(0.5)) this.resend.release();
        if (dice.chance(0.5)) await this.d1.release();
        return this.quiesce();
      case "mail":
        this.resend.weather = dice.pick(mailWeathers);
        return this.log(`  Resend: ${this.resend.weather}`);
      case "refuse":
        this.resend.refused.add(`u${dice.int(0, 2)}@s${this.seed}.test`);
        return;
      case "report":
        return this.report();
      case "platform":
        this.relayBroken = !this.relayBroken;
    }
  }

  /** Within the time for which answers are kept: later it is a new request. */
  private async sendAgain(): Promise<void> {
    const recent = this.sentEnvelopes.slice(-5).filter(({ at }) => this.now - at < answersKeptMs);
    if (recent.length > 0) await this.send(this.dice.pick(recent).envelope);
  }

  private async letTimePass(): Promise<void> {
    const { dice } = this;
    const upcoming = this.oracle.upcoming()[0];
    const exactly = upcoming && dice.chance(0.45) ? upcoming.dueAt + dice.pick([-1, 0, 0, 0, 1]) : null;
    const by = dice.pick([1, 40, second, 3 * second, 12 * second, minute, 4 * minute, 31 * minute, 26 * 60 * minute]);
    const to = Math.max(this.now, exactly ?? this.now + by);
    await this.advance(to, dice.chance(0.7));
  }

  // — an episode ——————————————————————————————————————————————————————————————————————————————————————————————

  async episode(): Promise<void> {
    this.lines.length = 0;
    this.incidents = [];
    for (const chain of this.oracle.chains.values())
      if (this.dice.chance(0.7)) await this.act("escalations.delete", { id: chain.id, reason: "Not needed" });
    await this.act("escalations.createChain", { name: "Chain", ...this.chainInput() });
    await this.act("incidents.create", { title: someTitle(this.dice), severity: this.dice.pick(severities) });
    const steps = this.dice.int(4, 12);
    for (let step = 0; step < steps; step += 1) {
      await this.step();
      await this.quiesce();
      // Looking is no act of the hub's: it may not burn the fuse.
      const { fuse } = this.life;
      this.life.fuse = null;
      // What an edit moved is derived before anything else is done.
      if (this.underWay() === 0) this.checkTimers((problem) => this.problems.push(problem));
      this.life.fuse = fuse;
      this.judge();
    }
    await this.calmDown();
    await this.check();
    this.judge();
  }

  /** Long texts on many incidents, closed and untagged at once, while D1 has its moods: more than fits into one of anything. */
  private async bigDay(): Promise<void> {
    const { dice } = this;
    this.log("  a big day");
    this.incidents = [];
    for (const chain of this.oracle.chains.values())
      await this.act("escalations.delete", { id: chain.id, reason: "Not needed" });
    await this.act("processes.update", { unattendedMinutes: 0 });
    const tags = Array.from({ length: 15 }, (_, n) => `tag${n}`);
    const ids = Array.from({ length: 40 }, () => {
      const input = { title: someTitle(dice), severity: "SEV4", tags };
      const { result } = this.engine.run(this.envelope("incidents.create", input), this.now);
      return (result as { value: { id: string } }).value.id;
    });
    await this.act("incidents.bulk", { action: "tag", ids, tag: "big" });
    await this.quiesce();
    this.d1.weather = dice.pick(["throws", "hangs", "mixed"]);
    await this.act("incidents.bulk", { action: "close", ids, rootCause: hindi(19_000) });
    await this.act("incidents.bulk", { action: "untag", ids: ids.slice(0, 5), tag: dice.pick(tags) });
    await this.advance(this.now + minute, dice.chance(0.7));
    await this.calmDown();
    await this.check();
    this.judge();
  }

  private judge(): void {
    const problems = [...this.problems, ...this.oracle.problems, ...this.resend.problems];
    if (problems.length > 0) throw new Error(problems.join("\n"));
  }

  /** The faults end, and the clock goes on until there is nothing left to do. */
  private async calmDown(): Promise<void> {
    this.log("  the faults end");
    this.life.fuse = null;
    this.d1.weather = "fine";
    this.resend.weather = "fine";
    this.relayBroken = false;
    if (this.dice.chance(0.5)) this.boot();
    this.resend.release();
    await this.d1.release();
    await this.quiesce();
    // An alarm that was lost is what the watchdog, or any command, makes good.
    if ((await this.state.storage.getAlarm()) === null) await this.ring();
    for (let rings = 0; ; rings += 1) {
      const alarm = await this.state.storage.getAlarm();
      if (alarm === null) break;
      if (rings > longestSilence) throw new Error("The hub does not come to rest: its alarm rings for ever.");
      await this.advance(Math.max(alarm, this.now), true);
    }
    await this.advance(this.now + 20 * second, true);
    await this.quiesce();
  }

  private async check(): Promise<void> {
    const { hub } = this.engine;
    const wrong = (problem: string) => this.problems.push(problem);
    for (const left of this.oracle.due(this.now)) wrong(`${left.key} was due at ${left.dueAt} and never fired`);
    if (this.underWay() > 0) wrong("timers are still to be derived");
    this.checkTimers(wrong);
    this.checkRuns(wrong);
    this.checkDeliveries(wrong);
    await this.checkLog(wrong);
    // A comparison may have found D1 away for too long; what only waits for D1 has come to its end.
    for (const job of this.rows(
      "SELECT * FROM jobs WHERE status = 'running' OR (status = 'parked' AND kind = 'hub.resync')",
    ))
      wrong(`the job ${JSON.stringify(job)} has not ended`);
    const differences = await differencesOf(this.engine.hub);
    if (differences.length > 0) wrong(`hub and D1 differ: ${JSON.stringify(differences)}`);
    await this.checkMirror(wrong);
    const last = this.rows("SELECT max(seq) AS seq FROM events WHERE process_id = ?", hub.processId)[0]?.seq ?? 0;
    if (this.relayed.length !== last) wrong(`${this.relayed.length} of ${last} events were relayed`);
    const calls = this.rows("SELECT id FROM hub_calls").length;
    if (calls > 0) wrong(`${calls} calls for other hubs were not sent`);
    const { mirror } = this.engine.health();
    if (mirror.pendingRows > 0) wrong("the mirror has rows left");
    if (mirror.refused.length > 0) wrong(`D1 refuses rows: ${JSON.stringify(mirror.refused)}`);
    this.d1.forget();
  }

  private underWay(): number {
    return this.rows("SELECT * FROM hub_rederivations").length;
  }

  private checkTimers(wrong: (problem: string) => void): void {
    const { hub } = this.engine;
    const timers = this.rows("SELECT key, due_at, fire_at, command, input FROM hub_timers ORDER BY key").map((row) => ({
      key: row.key,
      dueAt: row.due_at,
      command: row.command,
      input: JSON.parse(String(row.input)) as unknown,
    }));
    const derived = derivedTimers(hub).sort((a, b) => (a.key < b.key ? -1 : 1));
    if (canonicalJson(timers) !== canonicalJson(derived))
      wrong(`the timers are\n${canonicalJson(timers)}\nand should be\n${canonicalJson(derived)}`);
    const expected = this.oracle.timersAt();
    const actual = timers.map((timer) => Number(timer.dueAt)).sort((a, b) => a - b);
    if (canonicalJson(expected) !== canonicalJson(actual)) wrong(`timers at ${actual}, expected at ${expected}`);
  }

  private checkRuns(wrong: (problem: string) => void): void {
    const { processId } = this.engine.hub;
    for (const row of this.rows("SELECT id, state FROM escalation_runs WHERE process_id = ?", processId)) {
      const run = this.oracle.runs.get(String(row.id));
      if (run?.state !== row.state) wrong(`the run ${row.id} is ${row.state} and should be ${run?.state}`);
    }
    const executions = this.rows(
      "SELECT count(*) AS n, count(DISTINCT run_id || round || tier_id) AS once FROM escalation_executions WHERE process_id = ?",
      processId,
    )[0];
    if (executions?.n !== this.oracle.fired.size || executions.once !== executions.n)
      wrong(`${executions?.n} executions (${executions?.once} different), ${this.oracle.fired.size} expected`);
  }

  private checkDeliveries(wrong: (problem: string) => void): void {
    const rows = this.rows(
      "SELECT * FROM deliveries WHERE process_id = ? AND channel = 'email' AND rev > ?",
      this.engine.hub.processId,
      this.base.rev,
    );
    for (const row of rows) {
      const sent = this.resend.sent.has(String(row.id));
      const name = `${row.event} ${row.id} to ${row.recipient}`;
      if (row.state === "queued") wrong(`${name} still waits`);
      if (["sent", "delivered", "bounced", "complained"].includes(String(row.state)) && !sent)
        wrong(`${name} counts as ${row.state} and was never sent`);
      if (row.state === "dropped" && !row.guard && !/no longer (active|see)/.test(String(row.error)))
        wrong(`${name} was dropped without a reason: ${row.error}`);
      if (row.state === "parked" && !/16 tries|Invalid|422|409|may have arrived/.test(String(row.error)))
        wrong(`${name} was given up: ${row.error}`);
      if (row.state === "parked" && /409/.test(String(row.error))) wrong(`${name} changed under its key`);
    }
  }

  /** The audit log and the feed: gapless, chained, and the chain holds in other hands too. */
  private async checkLog(wrong: (problem: string) => void): Promise<void> {
    const { hub } = this.engine;
    const lines = this.auditLines();
    const [first] = lines.map((line) => JSON.parse(line) as { prevHash: string });
    if (first && first.prevHash !== this.base.hash) wrong("the chain does not go on from the last episode");
    const header = canonicalJson({ kind: "header", from: this.base.audit + 1 });
    const checked = await verifyLines([header, ...lines]);
    if (checked.outcome !== "ok") wrong(`the audit chain: ${JSON.stringify(checked)}`);
    const seqs = this.rows(
      "SELECT seq FROM events WHERE process_id = ? AND seq > ? ORDER BY seq",
      hub.processId,
      this.base.seq,
    );
    for (const [index, { seq }] of seqs.entries())
      if (seq !== this.base.seq + index + 1) wrong(`event ${this.base.seq + index + 1} is missing`);
  }

  /** What an export holds of this episode. */
  private auditLines(): string[] {
    const caller = { kind: "system", name: "setup" } as const;
    let from = { seq: this.base.audit, event: this.base.seq };
    for (let text = ""; ; ) {
      const page = this.engine.view({
        name: auditLines.name,
        input: { run: "simulation", from, to: Number.MAX_SAFE_INTEGER },
        caller,
      });
      if (!page.ok) throw new Error(page.error.message);
      // The answer of the view of that name.
      const value = page.value as { text: string; next: typeof from; done: boolean };
      text += value.text;
      from = value.next;
      if (value.done) return text.split("\n").filter(Boolean);
    }
  }

  /** Row by row, column by column. */
  private async checkMirror(wrong: (problem: string) => void): Promise<void> {
    const { processId } = this.engine.hub;
    const { rev, seq, audit } = this.base;
    const selects = [
      ...[...processTables.keys()].map((name) => ({
        sql: `SELECT * FROM "${name}" WHERE process_id = ? AND rev > ? ORDER BY id`,
        after: rev,
      })),
      { sql: "SELECT * FROM events WHERE process_id = ? AND seq > ? ORDER BY seq", after: seq },
      { sql: "SELECT * FROM audit WHERE process_id = ? AND seq > ? ORDER BY seq", after: audit },
    ];
    const database = this.d1.binding(this.life);
    const copies = await database.batch<Row>(
      selects.map(({ sql, after }) => database.prepare(sql).bind(processId, after)),
    );
    for (const [index, { sql, after }] of selects.entries()) {
      const own = this.rows(sql, processId, after);
      const copy = copies[index]?.results ?? [];
      if (canonicalJson(own) === canonicalJson(copy)) continue;
      const first = own.findIndex((row, place) => canonicalJson(row) !== canonicalJson(copy[place]));
      wrong(`D1 differs in ${sql}: ${canonicalJson(own[first])} is there ${canonicalJson(copy[first])}`);
    }
    const [last] = this.rows(
      "SELECT seq, rev, hash FROM audit WHERE process_id = ? ORDER BY seq DESC LIMIT 1",
      processId,
    );
    this.base = {
      rev: Number(last?.rev ?? 0),
      audit: Number(last?.seq ?? 0),
      seq: this.relayed.length,
      hash: String(last?.hash),
    };
  }
}

export const playWorld = World.play;
