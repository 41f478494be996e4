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

/** The hash a row must carry: over everything in it but the hash itself. */
export function rowHash({ hash: _own, ...rest }) {
  return sha256Hex(canonicalJson(rest));
}

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
  const expectedSeq = last ? last.seq + 1 : from;
  if (row.seq !== expectedSeq)
    return `expected seq ${expectedSeq}, found ${row.seq}: rows are missing, repeated or out of order`;
  if (last && row.prevHash !== last.hash) return "its prevHash is not the hash of the row before it";
  if (row.seq === 1 && row.prevHash !== genesisHash) return "the first row's prevHash is not 64 zeros";
  if (row.hash !== (await rowHash(row)))
    return "its content does not give its hash: the row was changed after it was written";
  return null;
}

/**
 * Checks an export line by line (any iterable, async too). A header line may say `from`: the seq that the export starts
 * with, where the link to the row before can only be taken on trust; and `to`: the seq it must reach.
 * Answers { outcome: "ok", rows, chains: [{ processId, from, to, hash, trusted }] },
 * { outcome: "broken", processId, seq, line, reason } or { outcome: "unreadable", line, reason }.
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
    const reason = await problemWith(value, last && { seq: last.to, hash: last.hash }, header.from ?? 1);
    if (reason) return { outcome: "broken", processId, seq, line, reason };
    const from = last?.from ?? seq;
    chains.set(processId, { processId, from, to: seq, hash, trusted: from > 1 });
    rows += 1;
  }
  if (rows === 0) return { outcome: "unreadable", line, reason: "no audit rows in it" };
  const short = [...chains.values()].find((chain) => header.to !== undefined && chain.to !== header.to);
  if (short) {
    const reason = `the header promises rows up to seq ${header.to}, and they end at ${short.to}`;
    return { outcome: "broken", processId: short.processId, seq: short.to + 1, line, reason };
  }
  return { outcome: "ok", rows, chains: [...chains.values()] };
}
