import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { App, type Person } from "./support/app.ts";
import { scaled } from "./support/times.ts";
import { untilNoneLeft } from "./support/until.ts";
import { Watcher } from "./support/watcher.ts";

const watchers = scaled(200, 1_000);
const incidents = 50;
const events = scaled(1_000, 5_000);
const rounds = events / incidents;
/** Each time, a fifth of the watchers falls off. */
const disconnects = 5;
const atOnce = 40;

let app: App;
let admin: Person;
let ids: string[];

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn("MobiHive", "admin");
  ids = [];
  for (let i = 0; i < incidents; i++) {
    const { body } = await admin.post("/api/incidents", { title: `Watched ${i}`, severity: "SEV4" });
    ids.push(body.incident.id);
  }
});
afterAll(() => app.close());

async function inGroups<T>(list: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const worker = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

test(`${watchers} watchers, a fifth of them cut off ${disconnects} times over ${events} events, see every event once and in order`, async () => {
  const { body } = await admin.send("/api/activity?limit=1");
  const start: number = body.items.at(-1).seq;
  const all = Array.from({ length: watchers }, () => new Watcher(app.url, admin.token, start));
  await inGroups(all, (watcher) => watcher.connect());

  const returning: Promise<void>[] = [];
  for (let round = 0; round < rounds; round++) {
    const action = round % 2 === 0 ? "tag" : "untag";
    const command = admin.post("/api/incidents/bulk", { action, ids, tag: "watched" });
    if (round % (rounds / disconnects) === 3) {
      const fallen = all.filter(() => Math.random() < 0.2);
      for (const watcher of fallen) watcher.drop();
      returning.push(
        inGroups(fallen, async (watcher) => {
          await sleep(Math.random() * 200);
          await watcher.connect();
        }),
      );
    }
    await command;
  }
  await Promise.all(returning);
  const last = start + events;
  await untilNoneLeft(() => all.reduce((left, watcher) => left + last - watcher.lastSeq, 0));

  expect(all.flatMap((watcher) => watcher.problems).slice(0, 5)).toEqual([]);
  expect(all.filter((watcher) => watcher.lastSeq !== last).length, "watchers that missed the end").toBe(0);
  expect(all.reduce((sum, watcher) => sum + watcher.seen, 0)).toBe(watchers * events);
  const reconnects = all.reduce((sum, watcher) => sum + watcher.connects - 1, 0);
  console.log(`${watchers * events} receipts over ${reconnects} reconnects, none missing, none twice`);
  for (const watcher of all) watcher.drop();
});
