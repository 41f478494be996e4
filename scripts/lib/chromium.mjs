import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { dim, Stop, say } from "./log.mjs";
import { bin } from "./paths.mjs";
import { run } from "./proc.mjs";

const named = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApps = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** Asking its version also weeds out Ubuntu's placeholder that only says "install the snap". */
const runs = async (browser) => (await run(browser, ["--version"], { quiet: true })).ok;

function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).filter(existsSync);
}

async function fromPlaywright() {
  const { chromium } = await import("playwright-core");
  return existsSync(chromium.executablePath()) ? [chromium.executablePath()] : [];
}

async function find() {
  for (const browser of [...named.flatMap(onPath), ...macApps.filter(existsSync), ...(await fromPlaywright())]) {
    if (await runs(browser)) return browser;
  }
  return null;
}

/** The path of a Chromium that is there: $CHROMIUM, one on the PATH, or Playwright's. */
export async function findChromium() {
  const chosen = process.env.CHROMIUM;
  if (chosen && !(await runs(chosen)))
    throw new Stop(`CHROMIUM is set to ${chosen}, which does not run. Correct it or unset it.`);
  return chosen || (await find());
}

async function installOne() {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && (await run("apt-get", ["--version"], { quiet: true })).ok) {
    say(dim("Installing Chromium (apt-get) …"));
    const unattended = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    await run("apt-get", ["update", "-qq"], unattended);
    const { ok } = await run("apt-get", ["install", "-y", "-qq", "chromium"], unattended);
    if (ok) return;
  }
  say(dim("Installing Chromium (Playwright) …"));
  await run(bin("playwright-core"), ["install", "chromium"], { quiet: true });
}

export async function ensureChromium() {
  const present = await findChromium();
  if (present) return present;
  await installOne();
  const installed = await find();
  if (installed) return installed;
  throw new Stop(
    "No Chromium for the browser tests, and none could be installed. Install your system's chromium package, or point the variable CHROMIUM at one.",
  );
}
