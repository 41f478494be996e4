import { describe, expect, it } from "vitest";
import { linkedParts, storyWords } from "./story.ts";

describe("an incident's own timeline", () => {
  it("does not repeat the number that the page is about, and keeps all others", () => {
    const words = (summary: string) => storyWords(summary, "MOMO-1");
    expect(words("Asha acknowledged MOMO-1")).toBe("Asha acknowledged it");
    expect(words("Asha changed the title of MOMO-1")).toBe("Asha changed the title");
    expect(words("Asha reopened MOMO-1: as MOMO-12 does")).toBe("Asha reopened it: as MOMO-12 does");
    expect(words("Tier 2 paged Ben for MOMO-1, 3 s late")).toBe("Tier 2 paged Ben, 3 s late");
    expect(words("Nobody has taken MOMO-1 for 30 minutes")).toBe("Nobody has taken it for 30 minutes");
  });

  it("links addresses and incidents of the same process, and leaves every character as it was", () => {
    const text = "See https://status.example/x?a=1, MOMO-12 and COVID-19 (https://b.example/). <http://c> MOMO-3";
    const parts = linkedParts(text, "MOMO-1");
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts.flatMap(({ href }) => href ?? [])).toEqual([
      "https://status.example/x?a=1",
      "/incidents/MOMO-12",
      "https://b.example/",
      "http://c",
      "/incidents/MOMO-3",
    ]);
    for (const nothing of ["", "javascript:alert(1) data:x ftp://y"]) {
      expect(linkedParts(nothing, "MOMO-1").filter(({ href }) => href)).toEqual([]);
    }
  });
});
