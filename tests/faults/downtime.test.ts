import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { App, chainFor, type Person } from "./support/app.ts";
import { isPage, markOf, pagesByMark, untilPaged } from "./support/mail.ts";

const timers = 200;
const atOnce = 8;

let app: App;
let admin: Person;

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn("Sanlam", "admin");
  await admin.post("/api/escalation-chains", chainFor(admin, "SEV4", 1));
});
afterAll(() => app.close());

test(`${timers} tiers that fall due while the app is down are each sent once when it is back`, async () => {
  const marks = Array.from({ length: timers }, (_, i) => `down-${i}`);
  let dueBy = 0;
  const waiting = [...marks];
  const open = async () => {
    for (let mark = waiting.pop(); mark; mark = waiting.pop()) {
      const { body } = await admin.post("/api/incidents", { title: `While down #${mark}#`, severity: "SEV4" });
      dueBy = Math.max(dueBy, Date.parse(body.incident.openedAt) + 60_000);
    }
  };
  const began = Date.now();
  await Promise.all(Array.from({ length: atOnce }, open));
  expect(Date.now() - began, "they must all be open before the first is due").toBeLessThan(55_000);
  await app.kill();
  expect([...pagesByMark(app.mail).keys()].filter((mark) => mark.startsWith("down-"))).toEqual([]);

  await sleep(dueBy + 500 - Date.now());
  await app.start();
  const back = Date.now();
  await untilPaged(app.mail, marks, 30_000);
  const last = Math.max(...app.mail.messages.filter((one) => isPage(one) && markOf(one)).map((one) => one.at));
  // Long enough for a second one, had there been any.
  await sleep(3_000);
  const pages = pagesByMark(app.mail);
  expect(marks.filter((mark) => pages.get(mark) !== 1)).toEqual([]);

  const { body } = await admin.send("/api/incidents?severity=SEV4&limit=1");
  const story = await admin.send(`/api/incidents/${body.items[0].id}/escalation`);
  expect(story.text).toContain("paged");
  console.log(`${timers} tiers due while down: the last page came ${last - back} ms after the app answered again`);
});
