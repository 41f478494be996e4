import { describe, expect, it } from "vitest";
import { id, line, prose } from "./text.ts";

const takes = (schema: typeof id, value: string) => schema.safeParse(value).success;
const controls = ["\u0000", "\u0007", "\u0008", "\u000b", "\u000c", "\u001b", "\u007f", "\u0085", "\u009b"];
const turning = ["\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2068", "\u2069"];

describe("a line of text", () => {
  it("is trimmed, and then has to have something in it", () => {
    expect(line(10).parse("  hello ")).toBe("hello");
    expect(takes(line(10), "   ")).toBe(false);
    expect(takes(line(10, 0), "")).toBe(true);
  });

  it("ends where it is said to end", () => {
    expect(takes(line(10), "a".repeat(10))).toBe(true);
    expect(takes(line(10), "a".repeat(11))).toBe(false);
    expect(takes(line(200), "a".repeat(100_000))).toBe(false);
  });

  it("has no line breaks", () => {
    for (const text of ["a\nb", "a\rb", "a\r\nb"]) expect([text, takes(line(10), text)]).toEqual([text, false]);
  });
});

describe("every text", () => {
  it("has no control characters, separators of lines or controls of direction", () => {
    for (const control of [...controls, ...turning]) {
      expect([control, takes(line(10), `a${control}b`)]).toEqual([control, false]);
      expect([control, takes(prose(10), `a${control}b`)]).toEqual([control, false]);
    }
  });

  it("has no half characters, which every store would change", () => {
    for (const half of ["\ud83d", "\ude00", "a\ud83db"]) {
      expect(takes(line(10), half)).toBe(false);
      expect(takes(prose(10), half)).toBe(false);
    }
    expect(takes(line(10), "😀 ok")).toBe(true);
  });

  it("has something to see in it, or nothing at all", () => {
    const unseen = ["\u200b", "\u200b\u2060", "\u00ad", "\u3164", "\ufe0f", "\u2800", "\u180e\u200d", "\u{e0041}"];
    for (const text of unseen) {
      expect([text, takes(line(10), text)]).toEqual([text, false]);
      expect([text, takes(prose(10), text)]).toEqual([text, false]);
    }
    expect(takes(prose(10), "")).toBe(true);
    expect(takes(line(10, 0), "")).toBe(true);
  });

  it("may be of any script: right to left with its marks, joined emoji, combined letters", () => {
    for (const text of ["عطل\u200f 123", "שלום\u200e (HTTP)", "👩‍👩‍👧", "क्‍ष", "ｶﾞ", "!", "é"])
      expect(line(100).parse(text)).toBe(text);
  });

  it("is kept as it was written, mark-up and quotes included", () => {
    for (const text of ["<script>alert(1)</script>", "'; DROP TABLE incidents; --", "Zoë says “ça va”", "שלום", "障害"])
      expect(line(100).parse(text)).toBe(text);
  });

  it("has lines and tabs where several lines are asked for", () => {
    expect(prose(100).parse("one\n\ttwo\r\nthree")).toBe("one\n\ttwo\r\nthree");
    expect(takes(prose(10, 1), "")).toBe(false);
  });
});

describe("an id", () => {
  it("is a short word", () => {
    expect(takes(id, "inc_01k9-x")).toBe(true);
    for (const text of ["", "a b", "a/b", "a'b", "../x", "a".repeat(65), "é"])
      expect([text, takes(id, text)]).toEqual([text, false]);
  });
});
