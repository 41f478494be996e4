// The app as one process to be killed: the deployed bundle on Miniflare, which starts several times faster than
// `wrangler dev`. Arguments: a JSON object. Says where its inspector is, if it was asked for
// one, and "ready" when it answers.
import { moduleOf, serveWorker } from "../../bench/lib/miniflare.mjs";
import { applyMigrations } from "./migrations.mjs";

const { bundle, port, dataDir, bindings, inspected } = JSON.parse(process.argv[2]);

const server = await serveWorker({
  name: "d2c-ops",
  modules: [moduleOf(bundle, "index.js")],
  hub: { binding: "PROCESS_HUB", className: "ProcessHub" },
  bindings,
  dataDir,
  port,
  inspected,
});
await applyMigrations(await server.d1());
if (inspected) console.log(`inspector ${await server.inspector()}`);
console.log("ready");
