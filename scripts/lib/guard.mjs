// Ends a process group when whoever started this does, however that ends: a SIGKILL leaves nobody else to do it.
// Usage: guard.mjs GROUP, with the starter at the other end of stdin.
import { setTimeout as sleep } from "node:timers/promises";

const graceMs = 5_000;
const group = -Number(process.argv[2]);

/** False: there is nobody left in it. */
function tell(signal) {
  try {
    return process.kill(group, signal);
  } catch {
    return false;
  }
}

process.stdin.resume();
process.stdin.once("close", async () => {
  const until = Date.now() + graceMs;
  let isThere = tell("SIGTERM");
  while (isThere && Date.now() < until) {
    await sleep(100);
    isThere = tell(0);
  }
  tell("SIGKILL");
});
// A signal to the starter's terminal is not meant for this: it has work to do after it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
