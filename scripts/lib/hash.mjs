import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { at } from "./paths.mjs";

const skipped = /^\.|^node_modules$|\.test\.[cm]?[jt]sx?$/;

function filesUnder(path) {
  const stats = statSync(at(path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [path];
  const names = readdirSync(at(path)).filter((name) => !skipped.test(name));
  return names.sort().flatMap((name) => filesUnder(join(path, name)));
}

/** One hash for the names and contents of these files and folders. Contents, not dates: a checkout touches every date. */
export function hashOf(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesUnder)) {
    const content = readFileSync(at(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
