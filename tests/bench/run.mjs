// `npm run bench`: the product on Miniflare, side by side with a bare Worker and hub doing the same raw work. Prints a
// table, and writes it into docs/performance.md when the run was whole. `--only timers,lists` runs some figures;
// `--profile DIR` writes a CPU profile of the product for each group (its times are then those of a profiled thread).
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runMain, say } from "../../scripts/lib/log.mjs";
import { measureBroadcast } from "./figures/broadcast.mjs";
import { measureCommands } from "./figures/commands.mjs";
import { measureScripts } from "./figures/front.mjs";
import { measureGlobal } from "./figures/global.mjs";
import { measureKeeping } from "./figures/keeping.mjs";
import { measureLighthouse } from "./figures/lighthouse.mjs";
import { fillAll, measureLists, measureRowsRead, measureSearch } from "./figures/lists.mjs";
import { measurePages } from "./figures/page.mjs";
import { measureManyHubs, measureOneHub } from "./figures/timers.mjs";
import { measureWatchers } from "./figures/watchers.mjs";
import { post } from "./lib/load.mjs";
import { foreignLoad } from "./lib/machine.mjs";
import { workerdVersion } from "./lib/miniflare.mjs";
import { sampling } from "./lib/profile.mjs";
import { bundleProduct, serveBare, serveProduct } from "./lib/serve.mjs";
import { createSink } from "./lib/sink.mjs";
import { plainTable } from "./lib/table.mjs";
import { writeDocument } from "./lib/write.mjs";

/** Figures that share a pair of servers; each group starts with fresh ones, because workerd's memory grows with use. */
const groups = [
  { name: "pages", run: measurePages },
  { name: "timers", run: measureOneHub },
  { name: "broadcast", run: measureBroadcast },
  { name: "commands", run: measureCommands },
  { name: "watchers", run: measureWatchers },
  { name: "hubs", run: measureManyHubs },
  { name: "keeping", run: measureKeeping },
  { name: "lists", run: measureFull },
  { name: "global", run: measureGlobal, isFar: true },
  { name: "lighthouse", run: measureLighthouse, withAssets: true },
];

async function measureFull(servers) {
  const processes = await fillAll(servers);
  return [
    ...(await measureLists(servers, processes)),
    ...(await measureSearch(servers, processes)),
    ...(await measureRowsRead(servers, processes)),
    ...(await measureScripts(servers, processes[0])),
  ];
}

async function measureGroup(group, file, profileDir) {
  const sink = await createSink();
  const [ours, bare] = await Promise.all([
    serveProduct(file, sink.url, {
      inspected: profileDir !== undefined,
      withAssets: group.withAssets,
      isFar: group.isFar,
    }),
    serveBare(sink.url),
  ]);
  try {
    await Promise.all([post(`${ours.url}/__bench/setup`, {}), post(`${bare.url}/setup`, {})]);
    const stop = profileDir === undefined ? null : await sampling(await ours.inspector());
    const lines = await group.run({ ours, bare, sink });
    if (stop) writeFileSync(join(profileDir, `${group.name}.cpuprofile`), JSON.stringify(await stop()));
    for (const problem of ours.problems.slice(0, 5)) say(`The product logged an error: ${problem.slice(0, 400)}`);
    return lines;
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    await sink.close();
  }
}

async function bench() {
  const { values } = parseArgs({ options: { only: { type: "string" }, profile: { type: "string" } } });
  if (values.profile) mkdirSync(values.profile, { recursive: true });
  const wanted = values.only?.split(",");
  const chosen = groups.filter((group) => !wanted || wanted.includes(group.name));
  const began = Date.now();
  const load = foreignLoad();
  say("Bundling the product …");
  const file = await bundleProduct();
  const lines = [];
  for (const group of chosen) {
    say(`Measuring ${group.name} …`);
    lines.push(...(await measureGroup(group, file, values.profile)));
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.versions.node}, workerd ${workerdVersion}; other processes used ${load()} % of one core; ${seconds} s in all`;
  say(`\n${plainTable(lines)}\n\n${machine}`);
  if (!wanted && !values.profile) writeDocument(lines, machine);
  return 0;
}

runMain(bench);
