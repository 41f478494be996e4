import { describe, expect, it } from "vitest";
import { id, line, prose } from "./text.ts";

const takes = (schema: typeof id, value: string) => schema.safeParse(value).success;
const controls = ["\u0000", "\u0007", "\u0008", "\u000b", "\u000c", "\u001b", "\u007f"];

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
  it("has no control characters", () => {
    for (const control of controls) {
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
