import { describe, expect, it } from "vitest";
import { detailWords, isMoment } from "./words.ts";

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

  it("puts what the changes don't say in one line", () => {
    expect(detailWords({ userId: "usr_1", why: "password" })).toBe("user id: usr_1, why: password");
    expect(detailWords("as it is")).toBe("as it is");
  });
});
