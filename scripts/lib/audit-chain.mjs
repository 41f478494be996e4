// The rule of the audit chain, written a second time and on purpose: a verifier that shared the product's code would
// share its mistakes. Nothing but WebCrypto, so that an auditor needs only Node and this file.

const genesisHash = "0".repeat(64);

function canonicalJson(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
}

async function sha256Hex(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a hash of each version covers. Published lists never change. */
const versions = {
  1: {
    row: [
      ...[
        "v",
        "processId",
        "seq",
        "rev",
        "commandId",
        "action",
        "entityType",
        "entityId",
        "refs",
        "actorKind",
        "actorId",
      ],
      ...["actorName", "at", "ip", "userAgent", "requestId", "reason", "detail", "changes", "firstEvent", "lastEvent"],
      ...["eventHashes", "prevHash"],
    ],
    event: [
      ...["processId", "seq", "rev", "type", "entity", "entityId", "entityNumber", "action", "audience", "actorKind"],
      "actorId",
      ...["actorName", "at", "summary", "data"],
    ],
  },
};

function hashOf(row, columns) {
  const kept = columns.filter((column) => row[column] !== null && row[column] !== undefined);
  return sha256Hex(canonicalJson(Object.fromEntries(kept.map((column) => [column, row[column]]))));
}

/** The hash a row must carry: over the columns of its version, null left out. Null for a version not known here. */
export const rowHash = async (row) => (versions[row.v] ? hashOf(row, versions[row.v].row) : null);

/** The hash that a row of version `v` must name for this event. */
export const eventHash = async (v, event) => (versions[v] ? hashOf(event, versions[v].event) : null);

const isRow = (value) =>
  value !== null &&
  typeof value === "object" &&
  typeof value.processId === "string" &&
  Number.isSafeInteger(value.seq) &&
  typeof value.prevHash === "string" &&
  typeof value.hash === "string";

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function problemWith(row, last, from) {
  const expectedSeq = last ? last.to + 1 : from;
  if (row.seq !== expectedSeq)
    return { reason: `expected seq ${expectedSeq}, found ${row.seq}: rows are missing, repeated or out of order` };
  if (last && row.prevHash !== last.hash) return { reason: "its prevHash is not the hash of the row before it" };
  if (row.seq === 1 && row.prevHash !== genesisHash) return { reason: "the first row's prevHash is not 64 zeros" };
  const hash = await rowHash(row);
  if (hash === null)
    return { reason: `its hash is of version ${row.v}, which this verifier does not know: take a newer one` };
  if (row.hash !== hash)
    return { reason: "its content does not give its hash: the row was changed after it was written" };
  return eventProblem(row, last);
}

async function eventProblem(row, last) {
  const hashes = row.eventHashes ?? [];
  // Events of a hub that was lost whose row is lost with it: the row of the restore holds them by their number and one hash.
  const unnamed = (row.action === "process.restore" && row.detail?.unnamed) || { count: 0 };
  const loose = (row.events ?? []).slice(0, unnamed.count);
  const events = (row.events ?? []).slice(unnamed.count);
  const found = await sha256Hex((await Promise.all(loose.map((event) => eventHash(row.v, event)))).join());
  if (unnamed.count > 0 && found !== unnamed.hash)
    return { reason: "the events before its own are not those that D1 had when the hub was lost" };
  const before = last?.event ?? (row.seq === 1 ? 0 : undefined);
  // A process that was restored leaves numbers out, there and nowhere else.
  const first = before === undefined || row.action === "process.restore" ? row.firstEvent : before + 1;
  for (const [place, expected] of hashes.entries()) {
    const seq = first + place;
    const event = events[place];
    if (event?.seq !== seq) return { event: seq, reason: `event ${seq} of it is missing` };
    if ((await eventHash(row.v, event)) !== expected)
      return { event: seq, reason: `event ${seq} of it was changed after it was written` };
  }
  const stray = events[hashes.length];
  return stray ? { event: stray.seq, reason: `event ${stray.seq} stands with it and is none of its own` } : null;
}

/**
 * Checks an export line by line (any iterable, async too). A header line may say `from`: the seq that the export starts
 * with, where the link to the row before can only be taken on trust; and `to`: the seq it must reach.
 * Answers { outcome: "ok", rows, chains: [{ processId, from, to, hash, event, trusted }] } (`event`: the last event named so far),
 * { outcome: "broken", processId, seq, event?, line, reason } or { outcome: "unreadable", line, reason }.
 */
export async function verifyLines(lines) {
  const chains = new Map();
  let header = {};
  let rows = 0;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    const value = parse(text);
    if (rows === 0 && value?.kind === "header") {
      header = value;
      continue;
    }
    if (!isRow(value)) return { outcome: "unreadable", line, reason: "not an audit row in JSON" };
    const { processId, seq, hash } = value;
    const last = chains.get(processId);
    const problem = await problemWith(value, last, header.from ?? 1);
    if (problem) return { outcome: "broken", processId, seq, line, ...problem };
    const from = last?.from ?? seq;
    const event = value.lastEvent ?? last?.event;
    chains.set(processId, { processId, from, to: seq, hash, event, trusted: from > 1 });
    rows += 1;
  }
  if (rows === 0) return { outcome: "unreadable", line, reason: "no audit rows in it" };
  const short = [...chains.values()].find((chain) => header.to !== undefined && chain.to !== header.to);
  if (short) {
    const reason = `the header promises rows up to seq ${header.to}, and they end at ${short.to}`;
    return { outcome: "broken", processId: short.processId, seq: short.to + 1, line, reason };
  }
  const other = [...chains.values()].find((chain) => header.hash !== undefined && chain.hash !== header.hash);
  if (other) {
    const reason = "the last row's hash is not the one in the header";
    return { outcome: "broken", processId: other.processId, seq: other.to, line, reason };
  }
  return { outcome: "ok", rows, chains: [...chains.values()] };
}
