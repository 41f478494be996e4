import { describe, expect, it } from "vitest";
import { eventHash, rowHash, verifyLines } from "#scripts/lib/audit-chain.mjs";

type Row = { processId: string; seq: number; prevHash: string; hash: string; [column: string]: unknown };

/** Rows of version 1; each names one event. */
async function chain(length: number, processId = "prc_a"): Promise<Row[]> {
  const rows: Row[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const event = { processId, seq, rev: seq, type: "incident.created", at: seq, summary: `Number ${seq}`, data: null };
    const content = {
      ...{ v: 1, processId, seq, rev: seq, action: "incident.create", reason: null },
      changes: [{ after: { z: 1, a: ["ä", { d: 1, c: 2 }] } }],
      ...{ firstEvent: seq, lastEvent: seq, eventHashes: [await eventHash(1, event)] },
    };
    rows.push(await linked({ ...content, events: [event] }, rows.at(-1)?.hash));
  }
  return rows;
}

async function linked<R extends { processId: string; seq: number }>(row: R, prevHash = "0".repeat(64)) {
  const content = { ...row, prevHash };
  return { ...content, hash: String(await rowHash(content)) };
}

const verify = (rows: unknown[]) => verifyLines(rows.map((row) => JSON.stringify(row)));

describe("the audit verifier", () => {
  it("accepts a whole chain, whatever the order of keys and processes", async () => {
    const [first, second] = [await chain(3), await chain(2, "prc_b")];
    const mixed = [first[0], second[0], first[1], first[2], second[1]];
    const reversedKeys = mixed.map((row) => Object.fromEntries(Object.entries(row ?? {}).reverse()));
    const verdict = await verify(reversedKeys);
    expect(verdict).toMatchObject({ outcome: "ok", rows: 5 });
    expect(verdict).toHaveProperty("chains.0.hash", first[2]?.hash);
  });

  it("knows the rule by heart: one row hashed by hand", async () => {
    const row = { v: 1, seq: 1, processId: "p", prevHash: "0".repeat(64), ip: null, detail: { y: 2, x: [1, null] } };
    const text = `{"detail":{"x":[1,null],"y":2},"prevHash":"${"0".repeat(64)}","processId":"p","seq":1,"v":1}`;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(await rowHash(row)).toBe(hex);
  });

  it("goes by the columns of a row's version, so that later columns change nothing", async () => {
    const rows = (await chain(2)).map((row) => ({ ...row, visitId: null, approvedBy: "usr_1" }));
    expect(await verify(rows)).toMatchObject({ outcome: "ok", rows: 2 });
  });

  it("says that it is too old for a row of a version it does not know", async () => {
    const [first, second] = await chain(2);
    expect(await verify([first, { ...second, v: 2 }])).toMatchObject({
      outcome: "broken",
      seq: 2,
      reason: expect.stringContaining("version 2"),
    });
  });

  it("names the event that was changed, is missing or was added", async () => {
    const [first, second, third] = await chain(3);
    const event = { ...(second?.events as object[] | undefined)?.[0], seq: 2 };
    const withEvents = (events: unknown[]) => verify([first, { ...second, events }, third]);
    expect(await withEvents([event])).toMatchObject({ outcome: "ok" });
    const broken = { outcome: "broken", seq: 2 };
    expect(await withEvents([{ ...event, summary: "Nothing" }])).toMatchObject({ ...broken, event: 2 });
    expect(await withEvents([])).toMatchObject({ ...broken, event: 2 });
    expect(await withEvents([event, { ...event, seq: 9 }])).toMatchObject({ ...broken, event: 9 });
  });

  it("names the first row whose content was changed", async () => {
    const rows = await chain(4);
    const forged = rows.map((row) => (row.seq === 3 ? { ...row, action: "incident.delete" } : row));
    expect(await verify(forged)).toMatchObject({ outcome: "broken", seq: 3, line: 3 });
  });

  it("sees a changed row even when its own hash was made to fit", async () => {
    const rows = await chain(3);
    const second = { ...rows[1], action: "nothing" };
    expect(await verify([rows[0], { ...second, hash: await rowHash(second) }, rows[2]])).toMatchObject({
      outcome: "broken",
      seq: 3,
    });
  });

  it("sees a missing, a repeated and a swapped row, and a cut start", async () => {
    const [a, b, c] = await chain(3);
    expect(await verify([a, c])).toMatchObject({ outcome: "broken", seq: 3 });
    expect(await verify([a, b, b, c])).toMatchObject({ outcome: "broken", seq: 2 });
    expect(await verify([a, c, b])).toMatchObject({ outcome: "broken", seq: 3 });
    expect(await verify([b, c])).toMatchObject({ outcome: "broken", seq: 2 });
  });

  it("takes the start of a partial export on trust, and says so", async () => {
    const [, b, c] = await chain(3);
    const verdict = await verify([{ kind: "header", from: 2 }, b, c]);
    expect(verdict).toMatchObject({ outcome: "ok", chains: [{ from: 2, to: 3, trusted: true }] });
  });

  it("sees an export cut short of what its header promises", async () => {
    const [a, b] = await chain(3);
    expect(await verify([{ kind: "header", from: 1, to: 3 }, a, b])).toMatchObject({ outcome: "broken", seq: 3 });
    const other = { kind: "header", from: 1, to: 2, hash: a?.hash };
    expect(await verify([other, a, b])).toMatchObject({ outcome: "broken", seq: 2 });
  });

  it("calls what is no export unreadable", async () => {
    expect(await verifyLines([])).toMatchObject({ outcome: "unreadable" });
    expect(await verifyLines(["<html>"])).toMatchObject({ outcome: "unreadable", line: 1 });
    expect(await verifyLines(['{"a":1}'])).toMatchObject({ outcome: "unreadable", line: 1 });
  });
});
