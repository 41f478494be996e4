import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { at } from "./paths.mjs";
import { everyPage, tooHeavy } from "./too-heavy.mjs";

const manifestStart = "window.__remixManifest=";
/** The weights that "what grew" is told against. */
const keptFile = at("scripts", "weights.json");
/** Left by the build of the pages (`app/parts-report.ts`). */
const partsFile = at("build", "parts.json");

/** Under the local start only. */
const gallery = "routes/kit/";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

function manifest() {
  const name = readdirSync(at("build/client/assets")).find((file) => file.startsWith("manifest-"));
  const text = readFileSync(at("build/client/assets", name), "utf8");
  return { file: `/assets/${name}`, ...JSON.parse(text.slice(manifestStart.length).replace(/;\s*$/, "")) };
}

const bytesOf = (file) => gzipSync(readFileSync(at("build/client", file.slice(1))), { level: 9 }).length;
const filesOf = ({ module, imports }) => [module, ...imports];

/** What every page loads, and what each route loads beside that: compressed, as built. */
function weigh() {
  const { file, entry, routes } = manifest();
  const parts = readJson(partsFile);
  const shell = new Set([file, ...filesOf(entry), ...filesOf(routes.root), ...filesOf(routes["routes/_shell"])]);
  const weightOf = (files) => ({
    bytes: files.reduce((sum, each) => sum + bytesOf(each), 0),
    parts: Object.assign({}, ...files.map((each) => parts[each.slice(1)] ?? {})),
  });
  const own = (route) => [...new Set(filesOf(route).filter((each) => !shell.has(each)))];
  return {
    [everyPage]: weightOf([...shell]),
    ...Object.fromEntries(
      Object.values(routes)
        .filter(({ id }) => !id.startsWith(gallery))
        .map((route) => [route.id, weightOf(own(route))]),
    ),
  };
}

/** Texts about what is over its limit in the build that is there. */
export const heavyParts = () => tooHeavy(weigh(), readJson(keptFile));

export const keepWeights = () => writeFileSync(keptFile, `${JSON.stringify(weigh(), null, 1)}\n`);
