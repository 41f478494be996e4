import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { App, chainFor, type Person } from "./support/app.ts";
import { isPage, markOf, pagesByMark, untilPaged } from "./support/mail.ts";
import { scaled } from "./support/times.ts";
import { untilNoneLeft } from "./support/until.ts";

const timers = scaled(100, 200);
const atOnce = 8;
/** The first one is due a minute after it was opened; by then the app must be down. */
const openingMs = 40_000;

let app: App;
let admin: Person;

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn("Sanlam", "admin");
  await admin.post("/api/escalation-chains", chainFor(admin, "SEV4", 1));
});
afterAll(() => app.close());

test(`up to ${timers} tiers that fall due while the app is down are each sent once when it is back`, async () => {
  const planned = Array.from({ length: timers }, (_, i) => `down-${i}`);
  let dueBy = 0;
  const waiting = [...planned];
  const marks: string[] = [];
  const began = Date.now();
  const open = async () => {
    for (let mark = waiting.pop(); mark && Date.now() - began < openingMs; mark = waiting.pop()) {
      const { body } = await admin.post("/api/incidents", { title: `While down #${mark}#`, severity: "SEV4" });
      dueBy = Math.max(dueBy, Date.parse(body.incident.openedAt) + 60_000);
      marks.push(mark);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, open));
  await app.kill();
  expect([...pagesByMark(app.mail).keys()].filter((mark) => mark.startsWith("down-"))).toEqual([]);

  await sleep(dueBy + 500 - Date.now());
  await app.start();
  const back = Date.now();
  await untilPaged(app.mail, marks);
  const last = Math.max(...app.mail.messages.filter((one) => isPage(one) && markOf(one)).map((one) => one.at));
  await untilNoneLeft(async () => (await admin.all("/api/outbox?state=queued")).length);
  // Long enough for a second one, had there been any.
  await sleep(1_000);
  const pages = pagesByMark(app.mail);
  expect(marks.filter((mark) => pages.get(mark) !== 1)).toEqual([]);

  const { body } = await admin.send("/api/incidents?severity=SEV4&limit=1");
  const story = await admin.send(`/api/incidents/${body.items[0].id}/escalation`);
  expect(story.text).toContain("paged");
  console.log(
    `${marks.length} tiers due while down: the last page came ${last - back} ms after the app answered again`,
  );
});
