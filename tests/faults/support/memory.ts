import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const pageBytes = 4096;

/** The fields of /proc/PID/stat after the name in brackets, which may hold blanks itself. */
function statOf(pid: string): { name: string; group: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), group: Number(stat.slice(end + 2).split(" ")[2]) };
  } catch {
    return null;
  }
}

/** Bytes that the workerd of a process group holds in memory. Null where there is no /proc to ask. */
function residentBytes(group: number): number | null {
  if (process.platform !== "linux") return null;
  const own = readdirSync("/proc").filter((name) => {
    const stat = /^\d+$/.test(name) ? statOf(name) : null;
    return stat?.group === group && stat.name === "workerd";
  });
  const pages = own.map((pid) => Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]));
  return pages.reduce((sum, one) => sum + one, 0) * pageBytes;
}

/** Memory after a rest: the least that is held before it stops falling. */
export async function restedBytes(group: number): Promise<number | null> {
  let least = residentBytes(group);
  for (let quiet = 0; quiet < 10; quiet++) {
    await sleep(200);
    const now = residentBytes(group);
    if (now !== null && least !== null && now < least * 0.99) [least, quiet] = [now, 0];
  }
  return least;
}
