import { describe, expect, it } from "vitest";
import { matchesType, wantedTypes } from "./rules.ts";

const events = [
  { type: "incident.created", entity: "incident" },
  { type: "incident.paged", entity: "incident" },
  { type: "incident.unreachable", entity: "incident" },
  { type: "chain.updated", entity: "chain" },
];
const chosen = (type: string | undefined) => events.filter(matchesType(type)).map((event) => event.type);

describe("what a feed is narrowed to", () => {
  it("is everything unless something is wanted", () => {
    expect([chosen(undefined).length, chosen("").length]).toEqual([4, 4]);
  });
  it("is a type, an entity with all of its types, or several", () => {
    expect(chosen("incident.paged")).toEqual(["incident.paged"]);
    expect(chosen("incident")).toEqual(["incident.created", "incident.paged", "incident.unreachable"]);
    expect(chosen("chain,incident.created")).toEqual(["incident.created", "chain.updated"]);
  });
  it("counts a page that reached nobody among the pages", () => {
    expect(chosen("page")).toEqual(["incident.paged", "incident.unreachable"]);
  });
  it("is a name that every object has like any other, of which there are no events", () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    expect(wantedTypes(names.join())).toEqual(names);
  });
});
