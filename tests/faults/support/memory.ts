import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type AppProcess, inspect } from "./process.mjs";

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

interface HeapUsage {
  usedSize: number;
  backingStorageSize: number;
}

/** An isolate answers when it has something to do: requests must go on meanwhile. */
const collectingMs = 30_000;

/** What the Worker's isolate holds once what nobody needs was let go: objects and buffers. The platform limits this. */
async function heapBytes(inspectorUrl: string): Promise<number> {
  const { ask, close } = await inspect<HeapUsage>(inspectorUrl, "d2c-ops");
  const tooLate = sleep(collectingMs).then(() => {
    throw new Error("The isolate did not collect its garbage.");
  });
  tooLate.catch(() => {});
  try {
    await Promise.race([ask("HeapProfiler.collectGarbage"), tooLate]);
    const { usedSize, backingStorageSize } = await Promise.race([ask("Runtime.getHeapUsage"), tooLate]);
    return usedSize + backingStorageSize;
  } finally {
    close();
  }
}

export interface Memory {
  heap: number;
  /** Of workerd as a whole: the hubs' databases and what its allocator keeps are in it. Null where it can't be asked. */
  resident: number | null;
}

export async function memoryOf({ group, inspector }: AppProcess): Promise<Memory> {
  if (inspector === null) throw new Error("The memory of an app is known when it has an inspector.");
  return { heap: await heapBytes(inspector), resident: residentBytes(group) };
}
