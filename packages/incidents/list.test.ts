import { beforeEach, describe, expect, it } from "vitest";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

type Listed = { items: { number: string; severity: string; tags: string[] }[]; nextCursor: string | null };

describe("the list of incidents", () => {
  const on = processFixture({ clock: "real", people: { operator: "operator" } });
  beforeEach(async () => {
    for (const [index, severity] of (["SEV3", "SEV1", "SEV2", "SEV1", "SEV4"] as const).entries()) {
      const body = { title: `Incident ${index}`, severity, tags: index === 2 ? [] : ["payments"] };
      expect((await call("POST", "/api/incidents", { as: on.operator, body })).status).toBe(201);
    }
    await on.process.settle();
  });

  /** All pages of two, as one list of numbers and severities. */
  async function pages(query: string): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const address = `/api/incidents?limit=2&${query}${cursor && `&cursor=${cursor}`}`;
      const { items, nextCursor } = (await call("GET", address, { as: on.operator })).body as Listed;
      found.push(...items.map(({ number, severity }) => `${number.split("-").at(-1)} ${severity}`));
      cursor = nextCursor;
    }
    return found;
  }

  const worstFirst = ["2 SEV1", "4 SEV1", "3 SEV2", "1 SEV3", "5 SEV4"];

  it("is worst first, of those the one that waits longest, page after page; by opening it is newest first", async () => {
    expect(await pages("")).toEqual(worstFirst);
    expect(await pages("sortBy=attention&sortOrder=asc")).toEqual(worstFirst.toReversed());
    const newestFirst = ["5 SEV4", "4 SEV1", "3 SEV2", "2 SEV1", "1 SEV3"];
    expect(await pages("sortBy=openedAt")).toEqual(newestFirst);
    // A stretch of time is a history.
    expect(await pages("openedFrom=2026-01-01T00:00:00Z")).toEqual(newestFirst);
  });

  it("descends in severity from the worst, of those the one that waits longest, and ascends the other way round", async () => {
    expect(await pages("sortBy=severity")).toEqual(worstFirst);
    expect(await pages("sortBy=severity&sortOrder=asc")).toEqual(worstFirst.toReversed());
  });

  it("of one tag has all of it and nothing else, in every order", async () => {
    expect(await pages("tag=payments")).toEqual(["2 SEV1", "4 SEV1", "1 SEV3", "5 SEV4"]);
    expect(await pages("tag=Payments&sortBy=openedAt")).toEqual(["5 SEV4", "4 SEV1", "2 SEV1", "1 SEV3"]);
    expect(await pages("tag=Payments&sortBy=openedAt&sortOrder=asc")).toEqual(["1 SEV3", "2 SEV1", "4 SEV1", "5 SEV4"]);
    expect(await pages("tag=payments&sortBy=severity")).toEqual(["2 SEV1", "4 SEV1", "1 SEV3", "5 SEV4"]);
    expect(await pages("tag=payments&severity=SEV1")).toEqual(["2 SEV1", "4 SEV1"]);
    expect(await pages("tag=pay")).toEqual([]);
  });
});
