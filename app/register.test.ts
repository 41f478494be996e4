import { expect, it } from "vitest";
import { kindsByName } from "#packages/kinds.ts";
import { permissions } from "#packages/modules.ts";
import { entityLooks, eventLook, linkTo, navItems } from "./register.ts";

it("pages have a look for each kind of record and link to where its mails link to", () => {
  expect([...entityLooks.keys()].sort()).toEqual([...kindsByName.keys()].sort());
  for (const [name, { path }] of kindsByName)
    for (const record of [
      { id: "x_1", reference: null },
      { id: "x_1", reference: "MOMO-1" },
    ])
      expect([name, linkTo(name, record)]).toEqual([name, path(record)]);
  expect(linkTo("incident", { id: "inc_1", reference: "MOMO-1" }, "momo")).toBe("/incidents/MOMO-1?processId=momo");
  expect(linkTo("nothing", { id: "x", reference: null })).toBe(null);
  expect(eventLook("incident.paged", "incident")).toMatchObject({ tone: "warning" });
  expect(eventLook("chain.updated", "chain")).toBe(entityLooks.get("chain"));
});

it("places in the menu ask for a permission that there is, and each has a key and an address of its own", () => {
  const declared = permissions.map(({ name }) => name);
  expect(navItems.map(({ permission }) => permission).filter((name) => !declared.includes(name))).toEqual([]);
  for (const of of ["to", "key"] as const) {
    const all = navItems.map((item) => item[of]);
    expect([...new Set(all)]).toEqual(all);
  }
});
