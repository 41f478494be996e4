// A command line of ours that runs something for long, as `npm start` does: a server on the port it is given.
import { runMain } from "../../../scripts/lib/log.mjs";
import { guarded, start } from "../../../scripts/lib/proc.mjs";

const port = Number(process.argv[2]);
/** A program whose own child holds the port, as wrangler's does. */
const holder = `require("node:net").createServer().listen(${port}, "127.0.0.1")`;
const program = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(holder)}], { stdio: "inherit" })`;

runMain(async () => {
  const child = guarded(start(process.execPath, ["-e", program]));
  console.log(`pid ${process.pid}`);
  await child.ended;
});
