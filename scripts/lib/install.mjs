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
  let result = await npm("ci");
  // A registry that lacks other platforms' optional packages makes npm write a lock that npm ci then refuses
  // (npm/cli#9846). npm install takes the same versions from it.
  if (result.output.includes("EUSAGE")) result = await npm("install", "--no-save");
  if (result.ok) return;
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
