import { setTimeout as sleep } from "node:timers/promises";
import { at, bin } from "../../../scripts/lib/paths.mjs";
import { killGroup, start } from "../../../scripts/lib/proc.mjs";

export { inspect } from "../../bench/lib/inspector.mjs";
export { bundle } from "../../bench/lib/miniflare.mjs";

const readyMs = 120_000;

/** Starts the app in a process group of its own; resolves when it answers. */
export async function startProcess(settings) {
  const lines = [];
  let isReady = false;
  let inspector = null;
  const onLine = (line) => {
    if (line === "ready") isReady = true;
    else if (line.startsWith("inspector ")) inspector = line.slice("inspector ".length);
    else if (lines.length < 50) lines.push(line);
  };
  const args = ["--no-warnings", at("tests", "faults", "support", "serve.mjs"), JSON.stringify(settings)];
  const child = start(bin("node"), args, { onLine });
  const deadline = Date.now() + readyMs;
  while (!isReady) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
      throw new Error(`The app did not start:\n${lines.join("\n")}`);
    await sleep(10);
  }
  return {
    /** Of all its processes; the first one's own id. */
    group: child.pid,
    inspector,
    /** SIGKILL to all of it, workerd included: no goodbye, nothing flushed. */
    async kill() {
      killGroup(child);
      await child.ended;
    },
  };
}
