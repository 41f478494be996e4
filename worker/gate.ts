import { hubOf } from "#durable-objects/stub.ts";
import type { Caller } from "#packages/core/actor.ts";
import type { Command } from "#packages/core/command.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import type { Answers, Need, Question, View } from "#packages/core/view.ts";
import { currentSession } from "#packages/doors.ts";
import { noteEnded } from "./addresses.ts";
import { timed } from "./costs.ts";
import type { Env } from "./env.ts";
import { away, type Keyed, limitedTo, patiently, type RequestFacts, sealed } from "./hub-client.ts";
import type { Session } from "./session.ts";
import type { Claims, Presented } from "./tokens.ts";

const asHost: Caller = { kind: "system", name: "directory" };
const unreachable = refuse(errors.unavailable(away));

interface Batch {
  questions: Question[];
  answers: Promise<Answers | null>;
}

export interface Asker {
  claims: Claims;
  by: Presented["by"];
  reads: boolean;
}

/** Until all that can be asked without an answer has been asked. A timer would do, and take a millisecond. */
async function restOfTurn(): Promise<void> {
  for (let step = 0; step < 40; step++) await null;
}

/**
 * What one request asks of the hub of its person's own process. Its first trip confirms the session and brings whatever was
 * asked in the same turn; the hub answers nothing else when the session does not stand. What comes from elsewhere (D1, the
 * feed) is fetched side by side with that trip and let out by `beside` only after it.
 */
export class Gate {
  private confirming: Promise<Result<Session>> | null = null;
  private confirmed: Result<Session> | null = null;
  private batch: Batch | null = null;
  readonly caller: Caller;

  constructor(
    private readonly env: Env,
    private readonly facts: RequestFacts,
    private readonly asker: Asker,
    private readonly known: (session: Session) => void,
  ) {
    this.caller = { kind: "user", userId: asker.claims.userId, sid: asker.claims.sid };
  }

  /** Whose request this is, as their hub confirms it now: a session that was ended a moment ago is no session. */
  session(): Promise<Result<Session>> {
    if (!this.confirming) this.join([]);
    return this.confirming ?? Promise.resolve(unreachable);
  }

  /** The session, of somebody who may do all of this. */
  async may(needs: readonly Need[]): Promise<Result<Session>> {
    const session = await this.session();
    if (!session.ok) return session;
    return needs.every((need) => need === "anyone_signed_in" || can(session.value.permissions, need))
      ? session
      : refuse(errors.forbidden());
  }

  /** Why the session was refused, once that is known. */
  get problem(): Refusal | null {
    return this.confirmed && !this.confirmed.ok ? this.confirmed.error : null;
  }

  /** The session, once it is known to stand. */
  get person(): Session | null {
    return this.confirmed?.ok ? this.confirmed.value : null;
  }

  view<I, O>(view: View<I, O>, input: unknown, needs: readonly Need[]): Promise<Result<O>> {
    return this.ask(view, { name: view.name, input, caller: this.caller, needs });
  }

  /** What only the host may ask, for somebody whose session stands. */
  viewAsHost<I, O>(view: View<I, O>, input: unknown): Promise<Result<O>> {
    return this.ask(view, { name: view.name, input, caller: asHost });
  }

  private async ask<I, O>(view: View<I, O>, question: Question): Promise<Result<O>> {
    if (this.confirmed && !this.confirmed.ok) return this.confirmed;
    const { batch, place } = this.join([question]);
    const [answers, session] = await timed(view.name, () => Promise.all([batch.answers, this.session()]));
    if (!session.ok) return session;
    // The hub answered the very view whose type this is; RPC only knows it by name.
    return (answers?.answers[place] as Result<O> | undefined) ?? unreachable;
  }

  /** The session is checked in the trip that brings the command, before it. */
  async execute<I, O>(
    command: Command<I, O>,
    input: unknown,
    needs: readonly Need[],
    keyed: Keyed,
  ): Promise<Result<O>> {
    const first = this.confirming ? null : this.question();
    if (this.confirming) {
      const session = await this.may(needs);
      if (!session.ok) return session;
      const limited = limitedTo(this.facts, this.caller, command);
      if (limited) return refuse(limited);
    }
    const { processId } = this.asker.claims;
    const envelope = { ...sealed(processId, this.caller, this.facts, command, input, keyed), needs };
    const hub = () => hubOf(this.env, processId);
    const acting = timed(command.name, () => patiently(command.name, () => hub().act({ first, envelope })));
    if (first) this.confirming = this.hear(acting);
    const [acted] = await Promise.all([acting, this.confirming]);
    if (acted?.bookmark) this.facts.wrote = acted.bookmark;
    // As above, of a command.
    return (acted?.result as Result<O> | undefined) ?? unreachable;
  }

  /** What was fetched from elsewhere, once the session stands and its person may see it. */
  async beside<T>(needs: readonly Need[], fetch: () => Promise<Result<T>>): Promise<Result<T>> {
    const [may, fetched] = await Promise.allSettled([this.may(needs), fetch()]);
    if (may.status === "rejected") throw may.reason;
    if (!may.value.ok) return may.value;
    if (fetched.status === "rejected") throw fetched.reason;
    return fetched.value;
  }

  /** Adds questions to the next trip, which leaves when everything else of this turn has been asked. */
  private join(questions: Question[]): { batch: Batch; place: number } {
    const batch = this.batch ?? this.open();
    const place = batch.questions.length;
    batch.questions.push(...questions);
    return { batch, place };
  }

  private open(): Batch {
    const first = this.confirming ? null : this.question();
    const questions: Question[] = [];
    const leave = async () => {
      await restOfTurn();
      this.batch = null;
      return patiently("ask", () => hubOf(this.env, this.asker.claims.processId).ask({ first, questions }));
    };
    const batch = { questions, answers: leave() };
    this.batch = batch;
    if (first) this.confirming = this.hear(batch.answers);
    return batch;
  }

  private question(): Question {
    const { claims, reads } = this.asker;
    const input = { sid: claims.sid, userId: claims.userId, spend: reads ? "read" : "write", strict: reads };
    return { name: currentSession.name, input, caller: asHost };
  }

  private async hear(trip: Promise<{ first: Result<unknown> | null } | null>): Promise<Result<Session>> {
    const answer = await timed(currentSession.name, () => trip);
    this.confirmed = answer?.first ? this.sessionIn(answer.first) : unreachable;
    return this.confirmed;
  }

  private sessionIn(answer: Result<unknown>): Result<Session> {
    // The answer of the view that `question` names.
    const current = answer as ReturnType<typeof currentSession.run>;
    if (!current.ok) {
      if (current.error.code === "unauthenticated") noteEnded(this.asker.claims.sid);
      return current;
    }
    const { limited, ...person } = current.value;
    if (limited) this.facts.limited = limited;
    const session = { ...person, by: this.asker.by };
    this.known(session);
    return ok(session);
  }
}
