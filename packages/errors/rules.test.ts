import { describe, expect, it } from "vitest";
import { addressPattern, fingerprintText, ownFrame, redact, splitError } from "./rules.ts";

describe("an error's text", () => {
  it.each([
    ["asha.k+1@momo.co.in is not known", "[e-mail] is not known"],
    ["GET /x?q=my+words&a[0]=b failed", "GET /x?q=[value]&a[0]=[value] failed"],
    ["Authorization: Bearer abc.def.ghi", "Authorization: [secret]"],
    ["token eyJhbGciOi.eyJzdWIi.c2ln refused", "token [secret] refused"],
    ["key re_123456789abc", "key [secret]"],
    [`Unexpected token 'h', "hunter2" is not valid JSON`, `Unexpected token 'h', "…" is not valid JSON`],
    [`no such title: "Payments are down"`, `no such title: "…"`],
    [`Cannot read properties of undefined (reading 'rows')`, `Cannot read properties of undefined (reading 'rows')`],
    [
      `Failed query: select "id" from "users" where "email" = ?\nparams: momo,asha\n    at f (x.js:1:1)`,
      `Failed query: select "id" from "users" where "email" = ?\n    at f (x.js:1:1)`,
    ],
  ])("says %s without what somebody typed", (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it("is the same error whatever ids and numbers are in it, and another in another place or release", () => {
    const text = (message: string, frame = "at a (x.js:1:2)", release = "r1") =>
      fingerprintText("api.broke", release, message, frame);
    expect(text("MOMO-12 and inc_01k5ve0000000000 after 17 ms")).toBe(
      text("IGN-9 and inc_01k5ve9999999999 after 3 ms"),
    );
    expect(new Set([text("a"), text("b"), text("a", "at b (x.js:1:2)"), text("a", undefined, "r2")]).size).toBe(4);
  });

  it("is split into message and stack, and its place is the first line of our own", () => {
    const { message, stack } = splitError(
      "Error: two\nlines\n    at node:internal/x:1:1\n    at run (https://ops.test/assets/a.js:3:4)",
    );
    expect(message).toBe("Error: two\nlines");
    expect(ownFrame(stack)).toBe("at run (/assets/a.js:3:4)");
    expect(splitError("boom")).toEqual({ message: "boom", stack: null });
    expect(ownFrame("run@https://ops.test/assets/a.js:3:4")).toBe("run@/assets/a.js:3:4");
    expect(addressPattern("/incidents/MOMO-12/pages/inc_01k5?x=1")).toBe("/incidents/:id/pages/:id");
  });
});
