/** Where this page stands in the stream. */
export interface Sequence {
  /** The last event seen; null before the first hello. */
  lastSeq: number | null;
  /** Where the stream ended when the server said hello. */
  serverSeq: number | null;
  /** After which event a gap was found, and the missing ones asked for again. */
  askedAfter: number | null;
  /** The server left a gap even when asked again: this person's stream has gaps on purpose, so they are no longer looked for. */
  sparse: boolean;
}

export type Step = { sequence: Sequence; outcome: "deliver" | "duplicate" | "resync" };

export const startSequence = (lastSeq: number | null): Sequence => ({
  lastSeq,
  serverSeq: lastSeq,
  askedAfter: null,
  sparse: false,
});

/** The server's word on where the stream ends. Below what was seen here means that the stream began anew. */
export function onHello(sequence: Sequence, serverSeq: number): Sequence {
  const { lastSeq } = sequence;
  return lastSeq === null || serverSeq < lastSeq ? startSequence(serverSeq) : { ...sequence, serverSeq };
}

/** The server leaves out the rest of what was missed: the page loads anew, which contains it, and goes on from there. */
export function onBehind({ lastSeq, serverSeq, sparse }: Sequence): Sequence {
  const reached = Math.max(lastSeq ?? 0, serverSeq ?? 0);
  return { ...startSequence(reached), sparse };
}

/** Every event is delivered once and in order; a gap asks for what is missing before going on. */
export function onEvent(sequence: Sequence, seq: number): Step {
  const { lastSeq, askedAfter, sparse } = sequence;
  if (lastSeq !== null && seq <= lastSeq) return { sequence, outcome: "duplicate" };
  const gap = lastSeq !== null && seq > lastSeq + 1 && !sparse;
  if (gap && askedAfter !== lastSeq) return { sequence: { ...sequence, askedAfter: lastSeq }, outcome: "resync" };
  return { sequence: { ...sequence, lastSeq: seq, askedAfter: null, sparse: sparse || gap }, outcome: "deliver" };
}
