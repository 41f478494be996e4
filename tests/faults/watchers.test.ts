import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
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
/** A session has room for ten sockets, and those that were cut off may still hold a place. */
const perSession = 8;
const processName = "Ignite";

let app: App;
let admin: Person;
let ids: string[];

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn(processName, "admin");
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

/** So many sessions, of everybody who may watch: as many of each, for one has room for twenty. */
async function sessionsOf(count: number): Promise<string[]> {
  const people = inject("accounts").filter((one) => one.process === processName);
  const roles = [...new Set(people.map((one) => one.role))];
  const tokens: string[] = [];
  for (let n = 0; tokens.length < count; n++) {
    expect(n, "there are enough people").toBeLessThan(count * 3);
    const person = await app.signIn(processName, roles[n % roles.length] ?? "admin");
    if ((await person.try("/api/activity?limit=1")).status === 200) tokens.push(person.token);
  }
  return tokens;
}

async function latestSeq(): Promise<number> {
  const { body } = await admin.send("/api/activity?limit=1");
  return body.items.at(-1).seq;
}

test(`${watchers} watchers, a fifth of them cut off ${disconnects} times over ${events} events, see every event once and in order`, async () => {
  const start = await latestSeq();
  const tokens = await sessionsOf(Math.ceil(watchers / perSession));
  const all = Array.from({ length: watchers }, (_, n) => new Watcher(app.url, tokens[n % tokens.length] ?? "", start));
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
  // The process has incidents of its own, and may page for one of them meanwhile.
  const last = await latestSeq();
  expect(last - start).toBeGreaterThanOrEqual(events);
  const missing = () => all.reduce((left, watcher) => left + Math.max(0, last - watcher.lastSeq), 0);
  await untilNoneLeft(missing);

  expect(all.flatMap((watcher) => watcher.problems).slice(0, 5)).toEqual([]);
  expect(missing(), "events that watchers missed at the end").toBe(0);
  expect(all.filter((watcher) => watcher.seen !== watcher.lastSeq - start)).toHaveLength(0);
  const reconnects = all.reduce((sum, watcher) => sum + watcher.connects - 1, 0);
  const received = all.reduce((sum, watcher) => sum + watcher.seen, 0);
  console.log(`${received} receipts over ${reconnects} reconnects, none missing, none twice`);
  for (const watcher of all) watcher.drop();
});
