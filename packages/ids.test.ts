import { describe, expect, it } from "vitest";
import { coreId, newTag, platformTag, tagOf, tagOfProcess, whereaboutsOf } from "./core/ids.ts";
import { platformProcess } from "./core/partition.ts";
import { newId, prefixesByKind } from "./ids.ts";

describe("an id", () => {
  it("says which process it belongs to, sorts by time within it, and is never given twice", () => {
    const tag = newTag();
    const process = coreId("process", 1, tag);
    expect([tag.length, tagOfProcess(process)]).toEqual([5, tag]);
    for (const kind of prefixesByKind.keys()) expect([kind, tagOf(newId(kind, Date.now(), tag))]).toEqual([kind, tag]);
    const ids = Array.from({ length: 1_000 }, (_, now) => newId("incident", now * 1_000_000_007, tag));
    expect([ids.toSorted(), new Set(ids.map((id) => id.slice(-16))).size]).toEqual([ids, 1_000]);
    expect([tagOf(platformProcess), tagOf(newId("user", 1, platformTag))]).toEqual([platformTag, platformTag]);
  });

  it("is made of registered kinds only, and what is no id of ours names no process", () => {
    expect(() => newId("unheard_of", 1, platformTag)).toThrow("unheard_of");
    expect(() => tagOfProcess("prc_x")).toThrow("prc_x");
    for (const text of ["", "142", "inc_", "inc_ab", "INC_abcde", "nothing-of-ours", "a b-1", "inc-momo0x"])
      expect([text, whereaboutsOf(text)]).toEqual([text, null]);
    expect(whereaboutsOf("MOMO-142")).toEqual({ by: "slug", value: "momo" });
    expect(whereaboutsOf("inc_momo0abc:vip")).toEqual({ by: "tag", value: "momo0" });
  });
});
