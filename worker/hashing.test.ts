import { describe, expect, it } from "vitest";
import { soon } from "#packages/core/patience.ts";
import { ok } from "#packages/core/result.ts";
import { argon2id, inTurn, withHashing } from "./hashing.ts";

/** Work that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, ended };
}

describe("hashing a password", () => {
  it("happens one at a time, in the order of asking, also after one that broke", async () => {
    const order: string[] = [];
    let running = 0;
    const work = (name: string) =>
      inTurn(async () => {
        running += 1;
        order.push(name);
        expect(running).toBe(1);
        await soon();
        running -= 1;
        if (name === "b") throw new Error("broke");
        return name;
      });
    const all = await Promise.allSettled(["a", "b", "c", "d"].map(work));
    expect(order).toEqual(["a", "b", "c", "d"]);
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  });

  it("goes on after one whose request was dropped in the middle of it", async () => {
    const dropped = held();
    const first = inTurn(() => dropped.ended);
    expect(await inTurn(async () => "next", 5)).toBe("next");
    expect(await inTurn(async () => "and the next")).toBe("and the next");
    dropped.end();
    await first;
  });

  it("lets eleven in; who comes then is told when to try again, and nothing of theirs is begun", async () => {
    const turn = held();
    let begun = 0;
    const enter = (_: unknown, n: number) =>
      withHashing(`network ${n}`, async () => {
        begun += 1;
        await turn.ended;
        return ok("in");
      });
    const inside = Array.from({ length: 11 }, enter);
    const refused = await Promise.all(Array.from({ length: 39 }, enter));
    expect(begun).toBe(11);
    for (const answer of refused)
      expect(answer).toMatchObject({ ok: false, error: { code: "unavailable", retryAfter: expect.any(Number) } });
    turn.end();
    expect(await Promise.all(inside)).toEqual(Array(11).fill(ok("in")));
    expect(await enter(null, 0)).toEqual(ok("in"));
  });

  it("keeps places free of any one network", async () => {
    const turn = held();
    const enter = (network: string) => withHashing(network, () => turn.ended.then(() => ok("in")));
    const [theirs, refused, others] = [Array.from({ length: 6 }, () => enter("one")), await enter("one"), enter("two")];
    expect(refused).toMatchObject({ ok: false, error: { code: "unavailable" } });
    turn.end();
    expect(await Promise.all([...theirs, others])).toEqual(Array(7).fill(ok("in")));
  });

  it("lets everything else run meanwhile", async () => {
    let hashing = true;
    const hash = argon2id("password", new Uint8Array(16), {
      m: 19_456,
      t: 2,
      p: 1,
      dkLen: 32,
      key: new Uint8Array(),
    }).finally(() => {
      hashing = false;
    });
    let turns = 0;
    for (; hashing; turns++) await soon();
    await hash;
    // 38,912 blocks in slices of 512.
    expect(turns).toBeGreaterThan(30);
  });
});
