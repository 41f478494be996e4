import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "./paths.mjs";
import { isListening } from "./ports.mjs";

const startingMs = 120_000;
const noteIn = (dir) => join(dir, "running.json");

/** The start that uses this folder now, or null. A pid alone proves nothing: after a reboot it may be somebody else's. */
async function ownerOf(dir) {
  const note = noteIn(dir);
  if (!existsSync(note)) return null;
  try {
    const owner = JSON.parse(readFileSync(note, "utf8"));
    process.kill(owner.pid, 0);
    const isStarting = Date.now() - statSync(note).mtimeMs < startingMs;
    return isStarting || (await isListening(owner.port)) ? owner : null;
  } catch {
    return null;
  }
}

/** The start of this checkout that holds a port, or null. */
export async function startOn(port) {
  for (const dir of [at(".wrangler", "state"), at(".wrangler", `state-${port}`)]) {
    const owner = await ownerOf(dir);
    if (owner?.port === port) return owner;
  }
  return null;
}

/**
 * The folder with the local data. Two workerds must never write to the same files, so a second start beside a running
 * one gets a folder of its own, and the same one again the next time it runs on that port.
 */
export async function claimDataDir({ port, fresh }) {
  const shared = at(".wrangler", "state");
  const own = `${shared}-${port}`;
  const inUse = await ownerOf(shared);
  const dir = existsSync(own) || inUse ? own : shared;
  if (fresh) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(noteIn(dir), JSON.stringify({ pid: process.pid, port }));
  process.on("exit", () => rmSync(noteIn(dir), { force: true }));
  return { dir, besides: inUse };
}
