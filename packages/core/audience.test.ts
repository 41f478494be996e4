import { describe, expect, it } from "vitest";
import { inBoth } from "./audience.ts";

describe("an audience", () => {
  it("is what two of them have in common, in either order, and never more than one of them", () => {
    const some = { users: ["usr_1", "usr_2"] };
    const others = { users: ["usr_2", "usr_3"] };
    for (const [one, other, both] of [
      ["client", "client", "client"],
      ["client", "team", "team"],
      ["team", "team", "team"],
      ["client", some, some],
      ["team", some, some],
      [some, others, { users: ["usr_2"] }],
    ] as const) {
      expect(inBoth(one as never, other as never)).toEqual(both);
      expect(inBoth(other as never, one as never)).toEqual(both);
    }
  });
});
