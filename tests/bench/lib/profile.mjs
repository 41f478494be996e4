// `--profile`: what the product's thread did while a group of figures was measured, by V8's own sampling profiler.
import { inspect } from "./inspector.mjs";

/** Starts sampling a Miniflare's Worker; the function it answers stops that and gives the profile. */
export async function sampling(inspectorUrl, intervalMicros = 200) {
  const { ask, close } = await inspect(inspectorUrl, "ours");
  await ask("Profiler.enable");
  await ask("Profiler.setSamplingInterval", { interval: intervalMicros });
  await ask("Profiler.start");
  return async () => {
    const { profile } = await ask("Profiler.stop");
    close();
    return profile;
  };
}
