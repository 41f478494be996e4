// Checks an exported audit log without the app, the network or anything installed: npm run audit:verify -- FILE
// Ends with 0 when the chain is whole, 1 when it is broken, 2 when the file can't be read.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { verifyLines } from "./lib/audit-chain.mjs";

const exitCodes = { ok: 0, broken: 1, unreadable: 2 };

async function verify(file) {
  if (!file) return { outcome: "unreadable", reason: "say which file: npm run audit:verify -- FILE" };
  const input = createReadStream(file);
  try {
    // Opened before readline looks at it: an error of the stream would end readline's loop as if the file were empty.
    await new Promise((resolve, reject) => input.once("readable", resolve).once("error", reject));
    return await verifyLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }));
  } catch (error) {
    return { outcome: "unreadable", reason: error.message };
  }
}

function describe(verdict) {
  if (verdict.outcome === "broken")
    return [`BROKEN at seq ${verdict.seq} of ${verdict.processId} (line ${verdict.line}): ${verdict.reason}.`];
  if (verdict.outcome === "unreadable")
    return [`UNREADABLE${verdict.line ? ` at line ${verdict.line}` : ""}: ${verdict.reason}`];
  const lines = verdict.chains.map(({ processId, from, to, hash, trusted }) => {
    const note = trusted
      ? ` (the link of seq ${from} to the row before it is taken on trust: that row is not in this export)`
      : "";
    return `   process ${processId}, seq ${from} to ${to}, last hash ${hash}${note}`;
  });
  return [`OK ${verdict.rows} rows`, ...lines];
}

const verdict = await verify(process.argv[2]);
for (const line of describe(verdict)) console.log(line);
process.exitCode = exitCodes[verdict.outcome];
