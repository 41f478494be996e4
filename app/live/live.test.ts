import { describe, expect, it, vi } from "vitest";
import { backoff } from "./backoff.ts";
import { type EventFilter, matches } from "./filter.ts";
import { holdBack, inPlace } from "./hold-back.ts";
import { type ActivityEvent, parseFrame } from "./protocol.ts";
import { onBehind, onEvent, onHello, type Sequence, startSequence } from "./sequence.ts";
import { LiveStore } from "./store.ts";

/** Feeds the events and tells what became of each. */
function feed(start: Sequence, seqs: number[]) {
  let sequence = start;
  const outcomes = seqs.map((seq) => {
    const step = onEvent(sequence, seq);
    sequence = step.sequence;
    return step.outcome;
  });
  return { sequence, outcomes };
}

describe("the sequence of events", () => {
  it("starts where the server says it stands", () => {
    expect(onHello(startSequence(null), 41).lastSeq).toBe(41);
  });
  it("keeps its place when the server is ahead: the missed events follow", () => {
    expect(onHello(startSequence(40), 45).lastSeq).toBe(40);
  });
  it("starts anew when the stream itself did", () => {
    expect(onHello({ ...startSequence(40), sparse: true }, 3)).toEqual(startSequence(3));
  });
  it("delivers each event once", () => {
    const { outcomes, sequence } = feed(startSequence(10), [11, 11, 10, 12]);
    expect(outcomes).toEqual(["deliver", "duplicate", "duplicate", "deliver"]);
    expect(sequence.lastSeq).toBe(12);
  });
  it("asks again at a gap, and then delivers all in order", () => {
    const { outcomes, sequence } = feed(startSequence(10), [13, 11, 12, 13]);
    expect(outcomes).toEqual(["resync", "deliver", "deliver", "deliver"]);
    expect(sequence).toMatchObject({ lastSeq: 13, askedAfter: null, sparse: false });
  });
  it("accepts a gap that the server confirms, and does not ask for the next ones", () => {
    const { outcomes } = feed(startSequence(10), [13, 13, 20]);
    expect(outcomes).toEqual(["resync", "deliver", "deliver"]);
  });
  it("goes on from where the server stood when it leaves out what was missed", () => {
    const { sequence } = feed(onHello(startSequence(10), 900), [11, 12]);
    expect(feed(onBehind(sequence), [900, 901])).toMatchObject({
      outcomes: ["duplicate", "deliver"],
      sequence: { lastSeq: 901 },
    });
  });
  it("takes the first event as it comes when it knows no place yet", () => {
    expect(feed(startSequence(null), [7]).outcomes).toEqual(["deliver"]);
  });
});

describe("backoff", () => {
  it("doubles up to half a minute", () => {
    const longest = [0, 1, 2, 6, 7, 50].map((attempt) => backoff(attempt, () => 1));
    expect(longest).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000]);
  });
  it("never comes back at once", () => {
    expect(backoff(0, () => 0)).toBe(250);
  });
});

describe("what the page knows from the socket", () => {
  const event = (seq: number, actor: Partial<ActivityEvent["actor"]> = {}): ActivityEvent => ({
    seq,
    type: "incident.updated",
    entity: "incident",
    entityId: "inc_1",
    action: "updated",
    actor: { id: "usr_2", name: "Thabo", kind: "user", ...actor },
    at: "",
    summary: "",
  });
  const timer = { id: null, name: "System (timer)", kind: "system" };
  /** With what the socket says. */
  const storeWith = (...events: ActivityEvent[]) => {
    const store = new LiveStore({ userId: "usr_1", since: 0, onSessionEnd: () => {} });
    for (const one of events) store.hear(one);
    return store;
  };

  it("names the person whose change it was, also when the product acts on it at once", () => {
    vi.useFakeTimers();
    expect(storeWith(event(1), event(2, timer)).glowing("inc_1")).toBe("Thabo");
    expect(storeWith(event(1, timer), event(2)).glowing("inc_1")).toBe("Thabo");
    expect(storeWith(event(1, timer)).glowing("inc_1")).toBe("D2C OPs");
    expect(storeWith(event(1, { id: "usr_1" })).glowing("inc_1")).toBeNull();
    vi.useRealTimers();
  });

  it("tells a page that was being loaded what has come after its data", () => {
    const store = storeWith(event(1), event(2), event(3));
    const told = (filter: EventFilter, after?: number) => {
      const seqs: number[] = [];
      store.listen(filter, ({ seq }) => seqs.push(seq), after);
      return seqs;
    };
    expect(told({ entity: "incident" }, 1)).toEqual([2, 3]);
    expect(told({ entity: "chain" }, 1)).toEqual([]);
    expect(told({})).toEqual([]);
  });
});

describe("frames", () => {
  const event = {
    seq: 1,
    type: "incident.created",
    entity: "incident",
    entityId: "inc_1",
    action: "created",
    actor: { id: null, name: "System", kind: "system" },
    at: "",
    summary: "",
  };
  it("reads what the server sends", () => {
    expect(parseFrame(JSON.stringify({ type: "activity", event }))).toEqual({ type: "activity", event });
  });
  it.each(["pong", "{", "{}", '{"type":"activity"}', '{"type":"hello"}', '{"type":"behind"}', '{"type":"later"}', 4])(
    "ignores %j",
    (data) => {
      expect(parseFrame(data)).toBeNull();
    },
  );
  it("matches by what the filter names", () => {
    expect(matches({}, event)).toBe(true);
    expect(matches({ entity: ["incident", "ticket"], entityId: "inc_1" }, event)).toBe(true);
    expect(matches({ entity: "incident", entityId: "inc_2" }, event)).toBe(false);
    expect(matches({ type: "incident.resolved" }, event)).toBe(false);
  });
});

describe("holding new rows back", () => {
  const id = (row: string) => row;
  it("shows known rows, also in a new order", () => {
    expect(holdBack(["c", "b", "a"], id, new Set(["a", "b"]))).toEqual(["b", "a"]);
  });
  it("shows one's own at once", () => {
    expect(holdBack(["c", "a"], id, new Set(["a"]), (row) => row === "c")).toEqual(["c", "a"]);
  });
  it("holds nothing back from an empty page", () => {
    expect(holdBack(["a"], id, new Set())).toEqual(["a"]);
  });

  it("leaves rows where they are while they are being read: in their present state, those that left as they were, new ones last", () => {
    const row = (name: string, state: string) => ({ name, state });
    const shown = [row("a", "open"), row("b", "open"), row("c", "open")];
    const loaded = [row("d", "new"), row("c", "taken"), row("a", "taken")];
    expect(inPlace(shown, loaded, ({ name }) => name)).toEqual([
      row("a", "taken"),
      row("b", "open"),
      row("c", "taken"),
      row("d", "new"),
    ]);
  });
});
