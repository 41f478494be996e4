import { setTimeout as sleep } from "node:timers/promises";
import { figure, single } from "../lib/figure.mjs";
import { post } from "../lib/load.mjs";
import { residentBytes } from "../lib/machine.mjs";

/** A long log: what is done with it is done in pages, so that turns and memory don't depend on it. */
const rows = Number(process.env.BENCH_LOG_ROWS ?? 100_000);
const perCall = 1_000;
const pages = 40;
const gapMs = 100;
const mega = 1_000_000;

/** The most that the workerds of this run hold while something runs, above what they held before. */
async function grownBy(work) {
  const before = residentBytes();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentBytes());
  }, 50);
  try {
    return { value: await work(), bytes: most - before };
  } finally {
    clearInterval(watch);
  }
}

/** Verifying, exporting, resyncing and restoring a long log: turns, memory, and pages that fall due meanwhile. */
export async function measureKeeping({ ours }) {
  const slug = "keeping";
  const processId = `prc_${slug}`;
  const door = (name, more = {}) => post(`${ours.url}/__bench/${name}`, { processId, ...more });
  const arm = (timers) => post(`${ours.url}/__bench/arm`, { hubs: [{ processId, slug, timers }] });
  const copied = async () => {
    for (let all = false; !all; ) {
      all = await door("copied");
      if (!all) await sleep(20);
    }
  };
  await arm([]);
  for (let done = 0; done < rows; done += perCall) await door("log", { rows: perCall });
  await copied();

  /** Runs something while pages fall due; how late those were, how long it took and how much memory it held. */
  let armed = 0;
  async function meanwhile(work) {
    const start = Date.now() + 5_000;
    await arm(Array.from({ length: pages }, (_, i) => ({ dueAt: start + i * gapMs, mark: `kp${armed + i}` })));
    await sleep(start - Date.now());
    const from = Date.now();
    const { value, bytes } = await grownBy(work);
    const ms = Date.now() - from;
    await sleep(Math.max(0, start + pages * gapMs + 1_000 - Date.now()));
    const fired = (await post(`${ours.url}/__bench/fired`, { hubs: [processId] })).flat().slice(armed);
    armed += pages;
    return { value, bytes, ms, fired };
  }

  const verify = await meanwhile(() => door("read", { how: "verify" }));
  const exported = await meanwhile(() => door("read", { how: "export" }));
  const resynced = await meanwhile(async () => {
    await door("resync");
    await copied();
  });
  // A minute after its last word to D1, which is its figures some seconds later.
  await sleep(75_000);
  await door("lose");
  const from = Date.now();
  const restored = await grownBy(() => door("restore"));
  const restoreMs = Date.now() - from;
  if (!verify.value.ok || restored.value?.ok !== true)
    throw new Error(JSON.stringify([verify.value.ok, restored.value]));

  const aim = [null, 50];
  const of = (what) => `${rows.toLocaleString("en")} audit rows and as many events in ${(what.ms / 1000).toFixed(1)} s`;
  const held = (name, { bytes }) =>
    single(`${name}: memory above idle`, { ours: Math.round(bytes / mega), unit: "MB", aim: 64 });
  return [
    figure("Verify, one page: asked → answered", { ours: verify.value.ms, aim, note: of(verify) }),
    figure("Export, one page: asked → answered", { ours: exported.value.ms, aim, note: of(exported) }),
    figure("Tier lateness while a log is verified", { ours: verify.fired, aim: [null, 20] }),
    figure("Tier lateness while a log is exported", { ours: exported.fired, aim: [null, 20] }),
    figure("Tier lateness during a resync", { ours: resynced.fired, aim: [null, 20], note: of(resynced) }),
    held("Verify", verify),
    held("Export", exported),
    held("Resync", resynced),
    single("Restore: memory above idle", {
      ours: Math.round(restored.bytes / mega),
      unit: "MB",
      aim: 64,
      note: of({ ms: restoreMs }),
    }),
  ];
}
