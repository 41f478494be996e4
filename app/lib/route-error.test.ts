import { describe, expect, it } from "vitest";
import { describeError } from "./route-error.ts";

const response = (status: number, message: string) => ({
  status,
  statusText: "",
  internal: false,
  data: { error: { message, requestId: "req_1" } },
});

describe("the error page", () => {
  it("says what the server said, with the request to report", () => {
    expect(describeError(response(403, "Ask an admin."), true)).toMatchObject({
      kind: "forbidden",
      todo: "Ask an admin.",
      code: 403,
      requestId: "req_1",
    });
  });
  it("does not blame itself for an address that can't be read", () => {
    const { kind, title } = describeError(response(422, "The filter is not right: severity."), true);
    expect([kind, title]).toEqual(["unreadable", "This address can't be read"]);
  });
  it("knows being offline from being broken", () => {
    const failed = new TypeError("Failed to fetch");
    const kinds = [
      describeError(failed, false),
      describeError(failed, true),
      describeError(new TypeError("x is"), true),
    ];
    expect(kinds.map(({ kind }) => kind)).toEqual(["offline", "cut_off", "broken"]);
  });
  it("does not say that nothing was changed where nobody knows it", () => {
    for (const online of [true, false])
      expect(describeError(new TypeError("Failed to fetch"), online).kept).toContain("may");
  });
});
