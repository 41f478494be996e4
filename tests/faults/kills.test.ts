import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyLines } from "../../scripts/lib/audit-chain.mjs";
import { App, chainFor, type Person } from "./support/app.ts";
import { isPage, keysByDelivery, markOf, pagesByMark, repeats, untilPaged } from "./support/mail.ts";
import { scaled } from "./support/times.ts";
import { untilNoneLeft } from "./support/until.ts";

const kills = scaled(5, 30);
const writers = 6;
const mostOpenMs = 450;

let app: App;
let admin: Person;

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn("Momo", "admin");
  await admin.post("/api/escalation-chains", chainFor(admin, "SEV3", 0));
});
afterAll(() => app.close());

/** What the app has said it did. */
const acknowledged = { incidents: new Map<string, string>(), comments: new Map<string, string[]>() };
const unanswered = { repeated: 0 };

async function once(work: () => Promise<number>): Promise<boolean> {
  try {
    const status = await work();
    if (status === 503) return false;
    expect(status).toBe(201);
    return true;
  } catch (error) {
    // The connection went with the process: nobody knows whether it was done.
    if (error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError")) return false;
    throw error;
  }
}

/** Repeats under the same key until there is an answer, as a good client does. */
async function surely(isOver: () => boolean, work: () => Promise<number>): Promise<void> {
  for (let attempt = 0; !(await once(work)); attempt++) {
    if (isOver() && attempt > 200) throw new Error("The app did not answer any more.");
    unanswered.repeated += 1;
    await sleep(100);
  }
}

async function writer(name: number, isOver: () => boolean): Promise<void> {
  let last = "";
  for (let i = 0; !isOver(); i++) {
    const mark = `w${name}-${i}`;
    await surely(isOver, async () => {
      const answer = await admin.try("/api/incidents", {
        method: "POST",
        body: { title: `Written under fire #${mark}#`, severity: "SEV3" },
        key: mark,
      });
      if (answer.status === 201) {
        acknowledged.incidents.set(mark, answer.body.incident.id);
        last = answer.body.incident.id;
      }
      return answer.status;
    });
    const text = `Comment after ${mark}`;
    await surely(isOver, async () => {
      const path = `/api/incidents/${last}/comment`;
      const answer = await admin.try(path, { method: "POST", body: { text }, key: `${mark}-comment` });
      if (answer.status === 201) acknowledged.comments.set(last, [...(acknowledged.comments.get(last) ?? []), text]);
      return answer.status;
    });
  }
}

test(`after ${kills} kills under write load nothing acknowledged is lost and no page is missing or doubled`, async () => {
  let isOver = false;
  const writing = Promise.all(Array.from({ length: writers }, (_, name) => writer(name, () => isOver)));
  for (let round = 0; round < kills; round++) {
    await sleep(100 + Math.random() * (mostOpenMs - 100));
    await app.kill();
    await app.start();
  }
  isOver = true;
  await writing;
  const marks = [...acknowledged.incidents.keys()];
  await untilPaged(app.mail, marks);

  const listed = await untilListed(marks.length);
  const titles = listed.map((incident) => /#([\w-]+)#/.exec(incident.title)?.[1]).filter(Boolean);
  expect(new Set(titles).size, "one incident per key").toBe(titles.length);
  expect(new Set(titles)).toEqual(new Set(marks));

  const pages = pagesByMark(app.mail);
  const wrong = marks.filter((mark) => pages.get(mark) !== 1);
  expect(wrong, wrong.length > 0 ? await whatBecameOf(wrong) : "").toEqual([]);
  const doubled = [...keysByDelivery(app.mail)].filter(([, keys]) => keys.size > 1);
  expect(doubled, "a repeated delivery carries the key it had").toEqual([]);

  await commentsAreThere();
  await auditIsWhole(marks.length);
  await feedIsGapless();
  const pageRequests = app.mail.messages.filter((message) => isPage(message) && markOf(message)).length;
  console.log(
    `${kills} kills: ${marks.length} incidents acknowledged, ${unanswered.repeated} requests repeated, ${pageRequests} pages, ${repeats(app.mail)} repeats at the mail service, all under their key`,
  );
});

/** The list is D1's: it may catch up a moment after the last kill. */
async function untilListed(count: number) {
  let ours: { title: string }[] = [];
  await untilNoneLeft(async () => {
    const all = await admin.all("/api/incidents?severity=SEV3");
    ours = all.filter((incident) => incident.title.startsWith("Written under fire"));
    return count - ours.length;
  });
  return ours;
}

/** For the message of a failure: how often each was paged, and what the outbox says. */
async function whatBecameOf(marks: string[]): Promise<string> {
  const pages = pagesByMark(app.mail);
  const outbox = await admin.all("/api/outbox");
  const states = Map.groupBy(outbox, (one) => `${one.event} ${one.state} ${one.error ?? ""}`);
  const counts = [...states].map(([state, list]) => `${state}: ${list.length}`).join("; ");
  return `${marks.map((mark) => `${mark} ${pages.get(mark) ?? 0}x`).join(", ")}\nOutbox: ${counts}`;
}

async function commentsAreThere(): Promise<void> {
  const missing: string[] = [];
  const some = [...acknowledged.comments].filter((_, index) => index % 5 === 0);
  for (const [id, texts] of some) {
    const { body } = await admin.send(`/api/incidents/${id}`);
    const said = body.timeline.map((event: { data: { text?: string } | null }) => event.data?.text);
    for (const text of texts) if (said.filter((one: string) => one === text).length !== 1) missing.push(text);
  }
  expect(missing, "comments lost or doubled").toEqual([]);
}

async function auditIsWhole(created: number): Promise<void> {
  const { text } = await admin.send("/api/audit-log/export");
  const lines = text.trim().split("\n");
  const verdict = await verifyLines(lines);
  expect(verdict.outcome, JSON.stringify(verdict)).toBe("ok");
  const rows = lines.map((line) => JSON.parse(line) as { action: string; seq: number; changes: { after: unknown }[] });
  const ours = rows.filter((row) => row.action === "incident.create" && JSON.stringify(row).includes("under fire"));
  expect(ours.length, "one audit row per incident").toBe(created);
}

async function feedIsGapless(): Promise<void> {
  let next = 1;
  for (;;) {
    const { body } = await admin.send(`/api/activity?since=${next - 1}&limit=500`);
    for (const event of body.items) {
      expect(event.seq).toBe(next);
      next += 1;
    }
    if (body.items.length < 500) return;
  }
}
