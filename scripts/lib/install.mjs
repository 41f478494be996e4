import { existsSync, readFileSync } from "node:fs";
import { dim, Stop, say } from "./log.mjs";
import { at, bin, outerEnv } from "./paths.mjs";
import { run } from "./proc.mjs";

const essentials = ["node", "wrangler", "vite", "remix", "tsc", "vitest", "biome"];

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** npm notes what it installed in node_modules/.package-lock.json; packages for other platforms are left out there. */
function matchesLock() {
  const wanted = Object.entries(packagesOf(at("package-lock.json")));
  const installed = packagesOf(at("node_modules/.package-lock.json"));
  return wanted.every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

const missingTool = () => essentials.find((tool) => !existsSync(bin(tool)));

function isCurrent() {
  try {
    return matchesLock() && !missingTool();
  } catch {
    return false;
  }
}

/** npm says first what went wrong and then, at length, how it is used. */
const gist = (output) =>
  output
    .split("\n")
    .filter((line) => !/^npm error\s*(at .*)?$/.test(line))
    .slice(0, 6)
    .join("\n");

const npm = (...args) =>
  run("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { env: outerEnv(), quiet: true });

async function install() {
  say(dim("Installing packages (npm ci), about a minute …"));
  const result = await npm("ci");
  if (result.ok) return;
  // Nothing else is tried: what the lock does not name with its checksum is not installed.
  if (result.output.includes("EUSAGE")) {
    throw new Stop(
      `${gist(result.output)}\npackage-lock.json does not fit package.json, so nothing was installed. If you changed package.json, run npm install and commit both; if not, restore them: git checkout package.json package-lock.json`,
    );
  }
  if (result.error) {
    throw new Stop("npm was not found. Install Node with npm from https://nodejs.org and run the command again.");
  }
  throw new Stop(
    `${gist(result.output)}\nThe install failed. Check the network, delete the folder node_modules, and run the command again.`,
  );
}

/** Brings node_modules in line with package-lock.json. */
export async function ensureInstalled() {
  if (!existsSync(at("package-lock.json"))) {
    throw new Stop(
      "package-lock.json is missing, so there is nothing to install from. Restore it: git checkout package-lock.json",
    );
  }
  if (!isCurrent()) await install();
  const tool = missingTool();
  const works = !tool && (await run(bin("node"), ["--version"], { quiet: true })).ok;
  if (!works) {
    throw new Stop(
      `The install is incomplete: node_modules/.bin/${tool ?? "node"} ${tool ? "is missing" : "does not run"}. Delete the folder node_modules and run the command again; if it stays, check that "npm config get ignore-scripts" says false.`,
    );
  }
}
