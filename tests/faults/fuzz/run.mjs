// `npm run fuzz [-- --seconds 600] [--seed N]`: odd requests against the running app for as long as one likes, judged
// strictly: no answer above a second. The same seed makes the same requests. For a machine with nothing else to do.
import { parseArgs } from "node:util";
import { runMain, say } from "../../../scripts/lib/log.mjs";
import { bin, toolEnv } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/proc.mjs";

async function main() {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const { values } = parseArgs({
    options: { seconds: { type: "string", default: "600" }, seed: { type: "string", default: String(seed) } },
  });
  say(`Seed ${values.seed}: npm run fuzz -- --seconds ${values.seconds} --seed ${values.seed} tries the same again.`);
  const env = toolEnv({ FUZZ_SECONDS: values.seconds, FUZZ_SEED: values.seed });
  const args = ["run", "--config", "tests/faults/vitest.config.ts", "fuzz"];
  const { ok } = await run(bin("vitest"), args, { env });
  return ok ? 0 : 1;
}

runMain(main);
