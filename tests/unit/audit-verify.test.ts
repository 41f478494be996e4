import { describe, expect, it } from "vitest";
import { rowHash, verifyLines } from "#scripts/lib/audit-chain.mjs";

type Row = { processId: string; seq: number; prevHash: string; hash: string; [column: string]: unknown };

async function chain(length: number, processId = "prc_a"): Promise<Row[]> {
  const rows: Row[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const content = {
      processId,
      seq,
      action: "incident.create",
      before: null,
      after: { z: 1, a: ["ä", { d: 1, c: 2 }] },
    };
    const linked = { ...content, prevHash: rows.at(-1)?.hash ?? "0".repeat(64) };
    rows.push({ ...linked, hash: await rowHash(linked) });
  }
  return rows;
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
    const row = { seq: 1, processId: "p", prevHash: "0".repeat(64), b: { y: 2, x: [1, null] } };
    const text = `{"b":{"x":[1,null],"y":2},"prevHash":"${"0".repeat(64)}","processId":"p","seq":1}`;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(await rowHash(row)).toBe(hex);
  });

  it("names the first row whose content was changed", async () => {
    const rows = await chain(4);
    const forged = rows.map((row) => (row.seq === 3 ? { ...row, action: "incident.delete" } : row));
    expect(await verify(forged)).toMatchObject({ outcome: "broken", seq: 3, line: 3 });
  });

  it("sees a changed row even when its own hash was made to fit", async () => {
    const rows = await chain(3);
    const { hash: _old, ...second } = { ...rows[1], action: "nothing" };
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
  });

  it("calls what is no export unreadable", async () => {
    expect(await verifyLines([])).toMatchObject({ outcome: "unreadable" });
    expect(await verifyLines(["<html>"])).toMatchObject({ outcome: "unreadable", line: 1 });
    expect(await verifyLines(['{"a":1}'])).toMatchObject({ outcome: "unreadable", line: 1 });
  });
});
