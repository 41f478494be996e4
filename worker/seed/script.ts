import { type Caller, systemCaller } from "#packages/core/actor.ts";
import { day, minute } from "#packages/core/clock.ts";
import type { Command, Envelope } from "#packages/core/command.ts";
import { newId } from "#packages/ids.ts";
import { createSession } from "#packages/sessions/commands.server.ts";
import type { DemoPerson } from "./people.ts";

interface Line {
  at: number;
  command: { name: string };
  input: unknown;
  by: DemoPerson | null;
}

const setup = systemCaller("setup");
/** Sessions last a week: whoever acts later has signed in again. */
const signInEvery = 6 * day;

/** What a demo process has lived through, written down in any order and played in the order of time. */
export class Script {
  private readonly lines: Line[] = [];

  /** `tag`: of the process, for the ids of sessions. */
  constructor(private readonly tag: string) {}

  add<I, O>(at: number, command: Command<I, O>, input: unknown, by: DemoPerson | null = null): void {
    this.lines.push({ at, command, input, by });
  }

  envelopes(): Envelope[] {
    const sessions = new Map<string, { sid: string; since: number }>();
    const ordered = this.lines
      .map((line, place) => ({ line, place }))
      .sort((a, b) => a.line.at - b.line.at || a.place - b.place);
    return ordered.flatMap(({ line, place }) => {
      const act = (caller: Caller): Envelope =>
        envelope(line.at, `demo:${place}`, line.command.name, line.input, caller);
      if (!line.by) return [act(setup)];
      const standing = sessions.get(line.by.id);
      if (standing && line.at - standing.since < signInEvery)
        return [act({ kind: "user", userId: line.by.id, sid: standing.sid })];
      const since = line.at - minute;
      const sid = newId("session", since, this.tag);
      sessions.set(line.by.id, { sid, since });
      const input = {
        id: sid,
        userId: line.by.id,
        ip: "192.0.2.10",
        userAgent: "Demo",
      };
      return [
        envelope(line.at, `demo:${place}:sign-in`, createSession.name, input, setup),
        act({ kind: "user", userId: line.by.id, sid }),
      ];
    });
  }
}

const envelope = (at: number, commandId: string, name: string, input: unknown, caller: Caller): Envelope => ({
  commandId,
  name,
  input,
  caller,
  requestId: commandId,
  ip: "192.0.2.10",
  userAgent: "Demo",
  at,
});
