import { describe, expect, it } from "vitest";
import { feedEvent } from "#packages/core/feed.ts";
import { ok } from "#packages/core/result.ts";
import { feedBefore } from "./feed.server.ts";

const row = {
  type: "incident.created",
  entity: "incident",
  entityId: "i",
  entityNumber: null,
  action: "created",
  actorKind: "user",
  actorId: "u",
  actorName: "Asha",
  at: 0,
  summary: "",
  data: null,
};
/** The stream of all processes: odd numbers of one, even ones of the other. */
const stream = Array.from({ length: 10 }, (_, index) => ({
  ...feedEvent({ ...row, seq: index + 1 }),
  processId: index % 2 === 0 ? "momo" : "rdg",
}));
const api = {
  feed: async (since: number, limit: number) =>
    ok({ items: stream.filter(({ seq }) => seq > since).slice(0, limit), lastSeq: stream.length }),
};
const numbers = async (processId: string | null, before: number | null) => {
  const page = await feedBefore(api, { before, type: undefined, processId, limit: 3 });
  if (!page.ok) throw new Error(page.error.message);
  const { items, olderBefore } = page.value;
  return [items.map(({ seq }) => seq), olderBefore];
};

describe("a page of the feed of all processes", () => {
  it("is the newest of all of them", async () => {
    expect(await numbers(null, null)).toEqual([[10, 9, 8], 8]);
  });
  it("is of one process where one is chosen, page after page to the beginning", async () => {
    expect(await numbers("momo", null)).toEqual([[9, 7, 5], 5]);
    expect(await numbers("momo", 5)).toEqual([[3, 1], null]);
  });
});
