import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Stop } from "../../../scripts/lib/log.mjs";
import { at, bin } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/proc.mjs";

/** The Miniflare that wrangler itself brings, so that product, bench and fault tests run on the same workerd. */
const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
const { Miniflare, convertV4MiniflareOptions } = fromWrangler("miniflare");
export const workerdVersion = fromWrangler("workerd/package.json").version;

const compatibilityDate = /compatibility_date = "(.+)"/.exec(readFileSync(at("wrangler.toml"), "utf8"))[1];

/** The Worker as it would be deployed, pages built, in one file: its path. */
export async function bundle(entry, outDir) {
  const { ok, output } = await run(bin("wrangler"), ["deploy", entry, "--dry-run", "--outdir", outDir], {
    quiet: true,
  });
  if (!ok) throw new Stop(`${output}\n\n${entry} could not be bundled (see above).`);
  return join(outDir, entry.split("/").at(-1).replace(/\.ts$/, ".js"));
}

/** One Worker with one class of Durable Object and a D1 called DB, on 127.0.0.1; `assets` is a folder of files before it. */
export async function serveWorker({
  name,
  modules,
  hub,
  bindings,
  dataDir,
  assets,
  port = 0,
  inspected = false,
  onLog = () => {},
}) {
  const options = {
    name,
    host: "127.0.0.1",
    port,
    cf: false,
    modules,
    compatibilityDate,
    durableObjects: { [hub.binding]: { className: hub.className, useSQLite: true } },
    d1Databases: { DB: name },
    bindings,
    resourcePersistencePath: dataDir,
    handleStructuredLogs: onLog,
    ...(assets && { assets: { directory: assets, routerConfig: { has_user_worker: true } } }),
    ...(inspected && { inspectorPort: 0 }),
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  const url = (await miniflare.ready).origin;
  return {
    url,
    d1: () => miniflare.getD1Database("DB"),
    inspector: () => miniflare.getInspectorURL(),
    stop: () => miniflare.dispose(),
  };
}

export const moduleOf = (file, name) => ({ type: "ESModule", path: name, contents: readFileSync(file, "utf8") });
