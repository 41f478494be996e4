import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, pageOf } from "./paging.ts";

const refused = { ok: false, error: { code: "invalid", fields: { cursor: ["Not valid here."] } } };

describe("a page's cursor", () => {
  it("comes back as it was given, and is safe in an address", () => {
    for (const value of [0, 1_790_000_000_000, -1.5, null]) {
      const text = encodeCursor({ sort: "at", value, id: "inc_01" });
      expect(text).toMatch(/^[\w-]+$/);
      expect(decodeCursor(text, "at")).toEqual({ ok: true, value: { sort: "at", value, id: "inc_01" } });
    }
  });

  it("is none when there is none", () => {
    expect(decodeCursor(undefined, "at")).toEqual({ ok: true, value: null });
    expect(decodeCursor("", "at")).toEqual({ ok: true, value: null });
  });

  it("is refused for another order than it was made for", () => {
    const text = encodeCursor({ sort: "openedAt:desc", value: 1, id: "a" });
    expect(decodeCursor(text, "openedAt:asc")).toMatchObject(refused);
  });

  it.each([
    "x",
    "%%%",
    "é",
    btoa("null"),
    btoa("[]"),
    btoa('["at"]'),
    btoa('["at",{},"a"]'),
    btoa('["at","x","a"]'),
    btoa('["at",1e999,"a"]'),
    btoa('["at",1,["a"]]'),
  ])("is refused when it is made up: %s", (text) => {
    expect(decodeCursor(text, "at")).toMatchObject(refused);
  });

  it("goes on after the last row that is shown, and only where one more was found", () => {
    const placeOf = (id: number) => ({ sort: "id", value: null, id });
    expect(pageOf([1, 2, 3], 2, placeOf)).toEqual({ page: [1, 2], nextCursor: encodeCursor(placeOf(2)) });
    for (const rows of [[1, 2], [1], []]) expect(pageOf(rows, 2, placeOf)).toEqual({ page: rows, nextCursor: null });
  });
});
