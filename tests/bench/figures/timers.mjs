import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "../lib/figure.mjs";
import { post } from "../lib/load.mjs";

const ofOne = 100;
const gapMs = 50;
const many = 500;
const hubsPerCall = 25;
/** Long enough for what arming leaves to do (the notices of new incidents, the mirror) to be done. */
const quietMs = 6_000;

const range = (count) => Array.from({ length: count }, (_, index) => index);
const chunks = (list, size) =>
  range(Math.ceil(list.length / size)).map((index) => list.slice(index * size, (index + 1) * size));

async function gather(url, body, count, patienceMs) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const late = (await post(url, body)).flat();
    if (late.length >= count) return late;
    if (Date.now() > deadline) throw new Error(`${late.length} of ${count} timers fired within ${patienceMs} ms.`);
    await sleep(250);
  }
}

/** One hub, one timer at a time. */
export async function measureOneHub({ ours, bare }) {
  const timersFrom = (prefix, start) => range(ofOne).map((i) => ({ dueAt: start + i * gapMs, mark: `${prefix}${i}` }));
  const settle = 2_500 + ofOne * 15;
  const oursStart = Date.now() + settle;
  const slug = "timedone";
  await post(`${ours.url}/__bench/arm`, {
    hubs: [{ processId: `prc_${slug}`, slug, timers: timersFrom("to", oursStart) }],
  });
  await sleep(oursStart + ofOne * gapMs - Date.now());
  const late = await gather(`${ours.url}/__bench/fired`, { hubs: [`prc_${slug}`] }, ofOne, 10_000);
  const bareStart = Date.now() + 500;
  await post(`${bare.url}/arm`, { hubs: ["timed"], timers: [timersFrom("tb", bareStart)] });
  await sleep(bareStart + ofOne * gapMs - Date.now());
  const floor = await gather(`${bare.url}/lateness`, { hubs: ["timed"] }, ofOne, 10_000);
  const early = late.filter((ms) => ms < 0).length;
  return [
    figure("Tier lateness, one hub", {
      ours: late,
      bare: floor,
      aim: [null, 10],
      floor: [null, 2],
      note: `${ofOne} tiers ${gapMs} ms apart, ${early} early`,
    }),
  ];
}

/** Many hubs, all due in the same millisecond. */
export async function measureManyHubs({ ours, bare, sink }) {
  const slugs = range(many).map((i) => `t${String.fromCharCode(97 + (i % 26))}${String(i).padStart(3, "0")}`);
  const processIds = slugs.map((slug) => `prc_${slug}`);
  const hubsWith = (timersOf) =>
    slugs.map((slug, i) => ({ slug, processId: `prc_${slug}`, timers: timersOf(`mo${i}`) }));
  const armAll = async (hubs) => {
    for (const chunk of chunks(hubs, hubsPerCall)) await post(`${ours.url}/__bench/arm`, { hubs: chunk });
  };
  const began = Date.now();
  await armAll(hubsWith(() => []));
  // Making the hubs took longer than opening one incident in each will.
  const dueAt = Date.now() + (Date.now() - began) + quietMs;
  await armAll(hubsWith((mark) => [{ dueAt, mark }]));
  const left = dueAt - Date.now();
  if (left < 2_000) throw new Error("Arming the hubs took too long for this machine.");
  await sleep(left);
  const late = await gather(`${ours.url}/__bench/fired`, { hubs: processIds }, many, 60_000);
  const last = await Promise.all(range(many).map((i) => sink.arrival(`mo${i}/page`, 30_000)));
  const wall = Math.max(...range(many).map((i) => sink.seen.get(`mo${i}/page`).wall)) - dueAt;

  const bareDue = Date.now() + 4_000;
  for (const chunk of chunks(range(many), 100))
    await post(`${bare.url}/arm`, {
      hubs: chunk.map((i) => `t${i}`),
      timers: chunk.map((i) => [{ dueAt: bareDue, mark: `mb${i}` }]),
    });
  await sleep(bareDue - Date.now());
  const floor = await gather(`${bare.url}/lateness`, { hubs: range(many).map((i) => `t${i}`) }, many, 30_000);
  await Promise.all(range(many).map((i) => sink.arrival(`mb${i}`, 30_000)));
  const bareWall = Math.max(...range(many).map((i) => sink.seen.get(`mb${i}`).wall)) - bareDue;
  const early = late.filter((ms) => ms < 0).length;
  return [
    figure(`Tier lateness, ${many} hubs in one millisecond`, {
      ours: late,
      bare: floor,
      aim: [null, 80],
      floor: [null, 34],
      note: `${early} early, ${last.length} pages; the last arrived after ${wall} ms (bare ${bareWall} ms)`,
    }),
  ];
}
