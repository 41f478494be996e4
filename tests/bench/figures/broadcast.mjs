import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "../lib/figure.mjs";
import { post } from "../lib/load.mjs";

const mails = 10_000;
const pages = 60;
const gapMs = 50;
const leadMs = 1_000;

/** Pages that fall due while a broadcast of the same hub is being sent: from when each was due until it is at the receiver. */
export async function measureBroadcast({ ours, sink }) {
  const slug = "broadcast";
  const processId = `prc_${slug}`;
  const start = Date.now() + 3_000;
  const timers = Array.from({ length: pages }, (_, i) => ({ dueAt: start + i * gapMs, mark: `bc${i}` }));
  await post(`${ours.url}/__bench/arm`, { hubs: [{ processId, slug, timers }] });
  await sleep(start - leadMs - Date.now());
  await post(`${ours.url}/__bench/broadcast`, { processId, mails });
  await Promise.all(timers.map(({ mark }) => sink.arrival(`${mark}/page`, 30_000)));
  const arrived = timers.map(({ mark, dueAt }) => sink.seen.get(`${mark}/page`).wall - dueAt);
  const left = (await post(`${ours.url}/__bench/waiting`, { processId })) ?? 0;
  const fired = (await post(`${ours.url}/__bench/fired`, { hubs: [processId] })).flat();
  const note = `${pages} pages ${gapMs} ms apart; ${left} of ${mails} mails still waited when the last had arrived`;
  return [
    figure("Tier lateness while 10,000 broadcast mails are sent", { ours: fired, aim: [null, 20], note }),
    figure("Page due → at the receiver meanwhile", { ours: arrived, note: "by the receiver's clock" }),
  ];
}
