// The app as one process to be killed: the deployed bundle on Miniflare, which starts several times faster than
// `wrangler dev`. Arguments: a JSON object. Says "ready" when it answers.
import { moduleOf, serveWorker } from "../../bench/lib/miniflare.mjs";
import { applyMigrations } from "./migrations.mjs";

const { bundle, port, dataDir, bindings } = JSON.parse(process.argv[2]);

const server = await serveWorker({
  name: "d2c-ops",
  modules: [moduleOf(bundle, "index.js")],
  hub: { binding: "PROCESS_HUB", className: "ProcessHub" },
  bindings,
  dataDir,
  port,
});
await applyMigrations(await server.d1());
console.log("ready");
