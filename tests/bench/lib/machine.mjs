import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

const busy = () => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

/** CPU of this process and of what it started and has ended, in ms. */
function ownMs() {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
    // utime, stime, cutime, cstime in ticks of 10 ms.
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
  } catch {
    return Number.NaN;
  }
}

/** How much of one core others used meanwhile, in percent: what makes a run comparable, or not. */
export function foreignLoad() {
  const start = { busy: busy(), own: ownMs(), at: Date.now() };
  return () => {
    const foreign = busy() - start.busy - (ownMs() - start.own);
    const percent = (100 * Math.max(0, foreign)) / (Date.now() - start.at);
    return Number.isNaN(percent) ? "an unknown share" : Math.round(percent);
  };
}

const statusOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
};

/** Bytes that the workerds which this process has started hold in memory; 0 where there is no /proc to ask. */
export function residentBytes() {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids
    .map(statusOf)
    .filter((status) => /^Name:\s*workerd$/m.test(status) && status.includes(`\nPPid:\t${process.pid}\n`))
    .reduce((sum, status) => sum + 1024 * Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0), 0);
}
