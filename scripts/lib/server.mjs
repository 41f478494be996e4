import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hashOf } from "./hash.mjs";
import { Stop } from "./log.mjs";
import { bin, toolEnv } from "./paths.mjs";
import { guarded, killGroup, run, start, stop } from "./proc.mjs";

const readyMs = 120_000;
const everyMinute = "/cdn-cgi/handler/scheduled?cron=*+*+*+*+*";
const lastLines = 25;

const readOr = (file, otherwise) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
};

/** Applies the D1 migrations to the database in `dataDir`; a stamp beside it saves the seconds when there is none new. */
export async function migrate(dataDir) {
  const stamp = join(dataDir, "migrations.stamp");
  const hash = hashOf(["migrations"]);
  if (readOr(stamp) === hash) return;
  const args = ["d1", "migrations", "apply", "DB", "--local", "--persist-to", dataDir];
  const { ok, output } = await run(bin("wrangler"), args, { quiet: true });
  if (!ok)
    throw new Stop(
      `${output}\n\nThe database could not be migrated (see above). To start over with empty data: npm start -- --fresh`,
    );
  writeFileSync(stamp, hash);
}

/** Only 127.0.0.1 listens, but the name is "localhost": browsers let it keep Secure cookies. */
export const urlOf = (port) => `http://localhost:${port}`;

async function untilHealthy(url, child) {
  const deadline = Date.now() + readyMs;
  let last = "no answer";
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    try {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000) });
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(150);
  }
  throw new Stop(`The app did not come up (see above). /healthz: ${last}`);
}

/**
 * Runs the app in `wrangler dev` and resolves when it answers. `vars` override .dev.vars; `envFile` replaces .dev.vars.
 * `onLine` gets what it prints from then on; before that it is kept, to be shown should the start fail.
 */
export async function startServer({ port, dataDir, vars = {}, envFile, onLine = () => {} }) {
  const early = [];
  let take = (line) => early.push(line);
  const args = ["dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0"];
  args.push("--persist-to", dataDir, "--show-interactive-dev-session=false");
  if (envFile) args.push("--env-file", envFile);
  args.push("--var", `APP_URL:${urlOf(port)}`, ...Object.entries(vars).map(([name, value]) => `${name}:${value}`));
  const env = toolEnv({ WRANGLER_REGISTRY_PATH: join(dataDir, "registry") });
  const child = guarded(start(bin("wrangler"), args, { env, onLine: (line) => take(line) }));
  const url = urlOf(port);
  try {
    await untilHealthy(url, child);
  } catch (error) {
    await stop(child);
    throw new Stop([...early.slice(-lastLines), "", error.message].join("\n"));
  }
  take = onLine;
  return {
    url,
    port,
    pid: child.pid,
    ended: child.ended,
    /** What the platform does every minute and wrangler dev never: calls the scheduled handler. */
    runCron: () => fetch(url + everyMinute).then((response) => response.text()),
    stop: () => stop(child),
    /** SIGKILL to all of it, workerd included, as a crash would. */
    async kill() {
      killGroup(child);
      await child.ended;
    },
  };
}

/** Fills an empty app with the demo data; an app that has it answers with its accounts. */
export async function seed(url, demoToken) {
  const response = await fetch(`${url}/api/demo/seed`, { method: "POST", headers: { "x-demo-token": demoToken } });
  const text = await response.text();
  if (!response.ok) throw new Stop(`The demo data could not be made: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
