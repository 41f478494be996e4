import { expect, it } from "vitest";
import { standingPages } from "#packages/core/sending/standing.server.ts";
import type { StandingPage } from "#packages/core/sending/standing.ts";
import { acknowledgeIncident } from "#packages/incidents/commands/move.server.ts";
import { updateUserAccess } from "#packages/users/commands.server.ts";
import { kill, minute, nothingElse } from "#tests/support/bad-days.ts";
import { pagingFixture } from "#tests/support/paging.ts";
import { type OpenSocket, openSocket } from "#tests/support/socket.ts";
import { restoreStanding } from "./standing.ts";

const on = pagingFixture();

interface PageFrame {
  type: string;
  pages?: StandingPage[];
}

const shown = (socket: OpenSocket) =>
  socket.frames
    .filter((frame) => frame !== "pong")
    .map((frame) => JSON.parse(frame) as PageFrame)
    .filter(({ type, pages }) => type === "pages" || pages)
    .map(({ pages = [] }) =>
      pages.map(({ about, untaken }) => [about.reference, about.facts.severity, untaken.length]),
    );
const untakenOf = (socket: OpenSocket) =>
  (JSON.parse(socket.frames.findLast((frame) => frame.includes('"untaken"')) ?? "{}") as PageFrame).pages?.flatMap(
    ({ untaken }) => untaken,
  ) ?? [];
const takes = (socket: OpenSocket, ids = untakenOf(socket)) => socket.send(JSON.stringify({ type: "took", ids }));
/** Both frames are read in order, so what was sent before this one has been heard. */
const heard = async (socket: OpenSocket) => {
  const before = socket.frames.length;
  socket.send("ping");
  await socket.until((frame) => frame === "pong" && socket.frames.lastIndexOf("pong") >= before);
};

const deliveries = () =>
  on.process.sql<{ state: string; sent_at: number | null; error: string | null; rev: number }>(
    "SELECT state, sent_at, error, rev FROM deliveries WHERE channel = 'in_app' ORDER BY id",
  );
const states = async () => (await deliveries()).map(({ state }) => state);
const standing = () => on.process.sql("SELECT delivery_id FROM hub_standing");

const inApp = (afterMinutes: number, userId = on.asha.id) => ({
  ...on.tier(afterMinutes, userId),
  channels: ["in_app"],
});
const acknowledge = (id: string) => on.process.run(acknowledgeIncident, { id }, on.ben.caller);

it("a page in the app is sent when a browser of its person says that it has taken it, once, whoever else says so", async () => {
  await on.chain([inApp(0)]);
  const [first, second, other] = [await openSocket(on.asha), await openSocket(on.asha), await openSocket(on.ben)];
  const { id, number } = await on.open();
  await on.wait(0);
  await first.until((frame) => frame.includes('"pages"'));
  expect(shown(first)).toEqual([[[number, "SEV1", 1]]]);
  const ids = untakenOf(first);
  takes(other, ids);
  await heard(other);
  expect([shown(other), await states()]).toEqual([[], ["unseen"]]);
  on.time.now += 1_000;
  takes(first);
  await heard(first);
  const [taken] = await deliveries();
  expect(taken).toMatchObject({ state: "sent", sent_at: on.time.now });
  on.time.now += 1_000;
  takes(second, ids);
  await heard(second);
  expect(await deliveries()).toEqual([taken]);
  // It stands until somebody has the incident, also for a page that is loaded anew.
  expect(await on.process.view(standingPages, {}, on.asha.caller)).toMatchObject([{ about: { id }, untaken: [] }]);
  expect(await on.process.view(standingPages, {}, on.ben.caller)).toEqual([]);
  await acknowledge(id);
  await heard(first);
  expect([shown(first).at(-1), shown(second).at(-1)]).toEqual([[], []]);
  expect([await on.process.view(standingPages, {}, on.asha.caller), await standing()]).toEqual([[], []]);
  expect(await states()).toEqual(["sent"]);
  expect(await nothingElse(on)).toBe(0);
});

it("while nobody looks it waits, also through the hub's end, and is offered when a browser of that person comes", async () => {
  await on.chain([inApp(0), inApp(5)]);
  await on.open();
  await on.wait(5);
  expect(await states()).toEqual(["unseen", "unseen"]);
  await kill(on.process);
  const late = await openSocket(on.asha);
  await late.until((frame) => frame.includes("hello"));
  // Told twice of one incident: one bar.
  expect(shown(late)).toEqual([[[expect.any(String), "SEV1", 2]]]);
  expect(await states()).toEqual(["unseen", "unseen"]);
  takes(late);
  await heard(late);
  expect(await states()).toEqual(["sent", "sent"]);
  const later = await openSocket(on.asha);
  await later.until((frame) => frame.includes("hello"));
  expect(untakenOf(later)).toEqual([]);
  expect(shown(later)).toEqual([[[expect.any(String), "SEV1", 0]]]);
  expect(await nothingElse(on)).toBe(0);
});

it("a page whose guard breaks is shown all the same, beside those that can be judged", async () => {
  await on.chain([inApp(0)]);
  const [broken, other] = [await on.open(), await on.open()];
  await on.wait(0);
  await on.process.sql("UPDATE deliveries SET guard = 'gone' WHERE about_id = ?", broken.id);
  await acknowledge(other.id);
  expect((await states()).sort()).toEqual(["dropped", "unseen"]);
  const late = await openSocket(on.asha);
  await late.until((frame) => frame.includes("hello"));
  expect(shown(late)).toEqual([[[broken.number, "SEV1", 1]]]);
  takes(late);
  await heard(late);
  expect((await states()).sort()).toEqual(["dropped", "sent"]);
});

it("what is overtaken before anybody looked is not sent, and says why; nobody is told of it in the feed", async () => {
  await on.chain([inApp(0)]);
  const { id } = await on.open();
  await on.wait(0);
  const told = await on.told(id);
  await acknowledge(id);
  expect(await deliveries()).toMatchObject([
    { state: "dropped", error: expect.stringContaining("Ben acknowledged it") },
  ]);
  expect(await on.told(id)).toEqual([...told, expect.stringContaining("acknowledged")]);
  expect(await on.process.sql("SELECT type FROM events WHERE entity = 'delivery'")).toEqual([]);
  const late = await openSocket(on.asha);
  await late.until((frame) => frame.includes("hello"));
  expect([shown(late), await standing()]).toEqual([[], []]);
  expect(await nothingElse(on)).toBe(0);
});

it("a page of somebody who was deactivated is not sent, and nobody is paged in their place by that", async () => {
  await on.chain([{ ...inApp(0), channels: ["in_app", "email"] }]);
  await on.open();
  await on.wait(0);
  await on.process.run(updateUserAccess, { id: on.asha.id, isActive: false });
  expect(await deliveries()).toMatchObject([
    { state: "dropped", error: expect.stringContaining("Asha is not active") },
  ]);
  await on.time.forward(minute, on.process);
  expect(on.paged()).toEqual(["Asha"]);
  expect(await nothingElse(on)).toBe(0);
});

it("a restored hub offers again what stood, and nothing that nobody wants any more", async () => {
  await on.chain([inApp(0)]);
  const [going, over] = [await on.open(), await on.open("SEV2")];
  await on.wait(0);
  const stood = await standing();
  await acknowledge(over.id);
  await on.process.inside(({ engine }, { storage }) => {
    storage.sql.exec("DELETE FROM hub_standing");
    // As a copy has it that was made before the acknowledgement was copied.
    storage.sql.exec("UPDATE deliveries SET state = 'sent' WHERE state = 'dropped'");
    restoreStanding(engine.hub);
  });
  expect(await standing()).toEqual(stood);
  await on.process.inside(({ engine }) => engine.background.inApp.sweep());
  expect(await standing()).toHaveLength(1);
  const browser = await openSocket(on.asha);
  await browser.until((frame) => frame.includes("hello"));
  expect(shown(browser)).toEqual([[[going.number, "SEV1", 1]]]);
});
