import { expect, it, vi } from "vitest";
import { env } from "#tests/support/env.ts";
import { processFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";
import { coreId, newTag, platformTag, regionOf } from "./ids.ts";
import { regionNear, regions } from "./regions.ts";
import { zoneNames } from "./zone-names.ts";

it("is near for people of every time zone, and none for a zone that is no place", () => {
  const nowhere = zoneNames().filter((zone) => regionNear(zone) === null);
  expect(nowhere).toEqual(["UTC"]);
  const near = {
    "America/Los_Angeles": "wnam",
    "America/New_York": "enam",
    "America/Sao_Paulo": "sam",
    "America/Argentina/Buenos_Aires": "sam",
    "Europe/London": "weur",
    "Europe/Berlin": "weur",
    "Europe/Helsinki": "eeur",
    "Asia/Kolkata": "apac",
    "Asia/Tokyo": "apac",
    "Asia/Dubai": "me",
    "Africa/Nairobi": "afr",
    "Australia/Sydney": "oc",
  };
  expect(Object.fromEntries(Object.keys(near).map((zone) => [zone, regionNear(zone)]))).toEqual(near);
});

it("is in the id of the process, whatever else the tag draws", () => {
  for (const region of [...regions, null])
    for (let n = 0; n < 40; n++) expect(regionOf(coreId("process", 0, newTag(region)))).toBe(region);
  expect([regionOf("platform"), regionOf(`prc_${platformTag}x`), regionOf("nonsense")]).toEqual([null, null, null]);
});

const on = processFixture({ settings: {} });

it("is named by whoever asks for the hub, the first one already, as chosen or as the time zone has it", async () => {
  const admin = await on.platform.user("super_admin");
  // The platform's hub is the first to ask, when it tells the new one to begin.
  const byHub = await on.platform.inside(({ engine }) => vi.spyOn(engine.hub.env.PROCESS_HUB, "getByName"));
  const byWorker = vi.spyOn(env.PROCESS_HUB, "getByName");
  const open = async (more: object) => {
    const { status, body } = await call("POST", "/api/processes", { as: admin, body: { name: "Far away", ...more } });
    expect(status).toBe(201);
    await on.platform.settle();
    const { process } = body as { process: { id: string; region: string } };
    const seen = await call("GET", `/api/dashboard?processId=${process.id}`, { as: admin });
    expect(seen.status).toBe(200);
    const to = byHub.mock.calls.concat(byWorker.mock.calls).filter(([id]) => id === process.id);
    const hints = to.map(([, options]) => options?.locationHint);
    expect(hints.length).toBeGreaterThan(1);
    return [process.region, [...new Set(hints)]];
  };
  expect(await open({ slug: "nairobi", timeZone: "Africa/Nairobi" })).toEqual(["afr", ["afr"]]);
  expect(await open({ slug: "lisbon", timeZone: "Europe/Lisbon", region: "enam" })).toEqual(["enam", ["enam"]]);
  expect(await open({ slug: "anywhere", timeZone: "UTC" })).toEqual([null, [undefined]]);
});
