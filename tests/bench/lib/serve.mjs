import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at } from "../../../scripts/lib/paths.mjs";
import { bundle, moduleOf, serveWorker } from "./miniflare.mjs";

const scratch = mkdtempSync(join(tmpdir(), "d2c-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** The product with the bench's own entry around it. */
export const bundleProduct = () => bundle("tests/bench/entry.ts", join(scratch, "bundle"));

const folderFor = (name) => mkdtempSync(join(scratch, `${name}-`));

export async function serveProduct(file, sinkUrl, { inspected = false, withAssets = false, isFar = false } = {}) {
  const problems = [];
  const server = await serveWorker({
    name: "ours",
    modules: [moduleOf(file, "entry.js")],
    hub: { binding: "PROCESS_HUB", className: "ProcessHub" },
    bindings: {
      APP_URL: "http://127.0.0.1",
      MAIL_FROM: "D2C OPs <ops@bench.test>",
      SESSION_SECRET: "a secret that only the bench knows, 32+",
      PASSWORD_SECRET: "a-password-secret-that-only-the-bench-knows",
      RESEND_API_KEY: "re_bench",
      RESEND_BASE_URL: sinkUrl,
      ...(isFar && { FAR: "1" }),
    },
    dataDir: folderFor("ours"),
    // Files take a step before the Worker: only where a browser looks at the pages.
    assets: withAssets ? at("build", "client") : undefined,
    inspected,
    onLog: ({ message }) => message.includes('"level":"error"') && problems.push(message),
  });
  return { ...server, problems };
}

export const serveBare = (sinkUrl) =>
  serveWorker({
    name: "bare",
    modules: ["bare/worker.mjs", "lib/words.mjs"].map((path) => moduleOf(at("tests", "bench", path), path)),
    hub: { binding: "HUB", className: "BareHub" },
    bindings: { SINK: sinkUrl },
    dataDir: folderFor("bare"),
  });
