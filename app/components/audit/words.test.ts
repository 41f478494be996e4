import { describe, expect, it } from "vitest";
import { isMoment } from "./words.ts";

describe("columns of the audit log", () => {
  it("takes numbers of columns named for it as moments, and nothing else", () => {
    const moments = [
      ["openedAt", 1_795_000_000_000],
      ["expires_at", 1_795_000_000_000],
      ["openedAt", null],
      ["format", 5],
      ["version", 1_795_000_000_000],
    ] as const;
    expect(moments.map(([column, value]) => isMoment(column, value))).toEqual([true, true, false, false, false]);
  });
});
