// `npm run build`: the pages and what the browser loads, into build/. Does nothing when build/ is up to date, so that
// wrangler.toml's [build] command costs nothing at a start and rebuilds when a source changes. `--force` builds anyway;
// `--weigh`, as `npm test` does, fails where pages weigh too much, which otherwise is only said; `--keep-weights` keeps what they
// weigh now as what later growth is told against.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { hashOf } from "./lib/hash.mjs";
import { runMain, Stop, say } from "./lib/log.mjs";
import { at, bin } from "./lib/paths.mjs";
import { run } from "./lib/proc.mjs";
import { heavyParts, keepWeights } from "./lib/weights.mjs";

const sources = ["app", "packages", "package.json", "package-lock.json", "tsconfig.json"];
const stamp = at("build", ".stamp");
const lock = at(".wrangler", "build.lock");

const upToDate = (hash) =>
  existsSync(at("build/client")) &&
  existsSync(at("build/server")) &&
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === hash;

const asked = (option) => process.argv.includes(option);

const lives = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** A running `npm start` rebuilds on a change; a build started by hand must not write into the same folder meanwhile. */
async function locked(work) {
  mkdirSync(at(".wrangler"), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch {
      const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
      if (holder && !lives(holder)) rmSync(lock, { force: true });
      else await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function build() {
  const hash = hashOf(sources);
  if (upToDate(hash) && !asked("--force")) return;
  rmSync(stamp, { force: true });
  const { ok } = await run(bin("remix"), ["vite:build", "--config", "app/vite.config.ts", "--logLevel", "warn"]);
  if (!ok) throw new Stop("The build failed: see the first error above.");
  writeFileSync(stamp, hash);
}

function weigh() {
  if (asked("--keep-weights")) keepWeights();
  const heavy = heavyParts();
  if (heavy.length === 0) return;
  const text = `Pages weigh too much (scripts/lib/too-heavy.mjs has the limits).\n\n${heavy.join("\n\n")}`;
  const todo = "Fetch it when it is wanted (ui/later.tsx), or do it on the server.";
  if (asked("--weigh")) throw new Stop(`${text}\n\n${todo}`);
  say(text);
}

runMain(() =>
  locked(async () => {
    await build();
    weigh();
  }),
);
