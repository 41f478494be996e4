import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stop } from "../../../scripts/lib/log.mjs";
import { at, bin } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/proc.mjs";

/** The Miniflare that wrangler itself brings, so that product and bench run on the same workerd. */
const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
const { Miniflare, convertV4MiniflareOptions } = fromWrangler("miniflare");
export const workerdVersion = fromWrangler("workerd/package.json").version;

const compatibilityDate = /compatibility_date = "(.+)"/.exec(readFileSync(at("wrangler.toml"), "utf8"))[1];
export const benchSecret = "a secret that only the bench knows, 32+";

const scratch = mkdtempSync(join(tmpdir(), "d2c-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** The product as it would be deployed, pages built, with the bench's own entry around it. */
export async function bundleProduct() {
  const out = join(scratch, "bundle");
  const args = ["deploy", "tests/bench/entry.ts", "--dry-run", "--outdir", out];
  const { ok, output } = await run(bin("wrangler"), args, { quiet: true });
  if (!ok) throw new Stop(`${output}\n\nThe product could not be bundled (see above).`);
  return readFileSync(join(out, "entry.js"), "utf8");
}

async function serve({ name, modules, hub, bindings, onLog = () => {} }) {
  const options = {
    name,
    host: "127.0.0.1",
    port: 0,
    cf: false,
    modules,
    compatibilityDate,
    durableObjects: { [hub.binding]: { className: hub.className, useSQLite: true } },
    d1Databases: { DB: name },
    bindings,
    resourcePersistencePath: mkdtempSync(join(scratch, `${name}-`)),
    handleStructuredLogs: onLog,
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  const url = (await miniflare.ready).origin;
  return { url, stop: () => miniflare.dispose() };
}

export async function serveProduct(contents, sinkUrl) {
  const problems = [];
  const server = await serve({
    name: "ours",
    modules: [{ type: "ESModule", path: "entry.js", contents }],
    hub: { binding: "PROCESS_HUB", className: "ProcessHub" },
    bindings: {
      APP_URL: "http://127.0.0.1",
      MAIL_FROM: "D2C OPs <ops@bench.test>",
      SESSION_SECRET: benchSecret,
      RESEND_API_KEY: "re_bench",
      RESEND_BASE_URL: sinkUrl,
    },
    onLog: ({ message }) => message.includes('"level":"error"') && problems.push(message),
  });
  return { ...server, problems };
}

export const serveBare = (sinkUrl) =>
  serve({
    name: "bare",
    modules: ["bare/worker.mjs", "lib/words.mjs"].map((path) => ({
      type: "ESModule",
      path,
      contents: readFileSync(at("tests", "bench", path), "utf8"),
    })),
    hub: { binding: "HUB", className: "BareHub" },
    bindings: { SINK: sinkUrl },
  });
