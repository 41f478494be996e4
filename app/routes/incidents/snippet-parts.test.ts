import { describe, expect, it } from "vitest";
import { matchEnd, matchStart } from "#packages/core/search-marks.ts";
import { partsOf, saysMore } from "./snippet-parts.ts";

const marked = (text: string) => text.replaceAll("[", matchStart).replaceAll("]", matchEnd);

describe("the passage that a search matched", () => {
  it("comes apart at the marks of the search, and shows none of them", () => {
    const parts = partsOf(marked("…all [cards] fail, [card] by card"));
    expect(parts.map(({ match, rest }) => [match, rest])).toEqual([
      ["", "…all "],
      ["cards", " fail, "],
      ["card", " by card"],
    ]);
  });
  it("is left out where it only repeats the title", () => {
    const row = { number: "MOMO-7", title: "All cards fail at once", tags: ["cards"] };
    const more = ["MOMO-7 All [cards] fail at once [cards]", "…[cards] fail at…", "the terminal refuses [cards]"];
    expect(more.map((text) => saysMore(marked(text), row))).toEqual([false, false, true]);
  });
});
