import { randomBytes } from "node:crypto";
import { relative } from "node:path";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { claimDataDir, startOn } from "./data-dir.mjs";
import { devVar, ensureDevVars } from "./dev-vars.mjs";
import { ensureInstalled } from "./install.mjs";
import { bold, dim, runMain, Stop, say, table } from "./log.mjs";
import { bin, root } from "./paths.mjs";
import { bindProblem, isListening } from "./ports.mjs";
import { run } from "./proc.mjs";
import { migrate, seed, startServer, urlOf } from "./server.mjs";

const defaultPort = 8787;
const usage = `Usage: npm start -- [--port ${defaultPort}] [--fresh]`;
const minuteMs = 60_000;
/** The Worker logs its requests itself, with their ids; wrangler's own line for each would only double them. */
const isRequestLine = (line) => /^\[wrangler:info\] [A-Z]+ \//.test(stripVTControlCharacters(line));

function options() {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string", default: String(defaultPort) }, fresh: { type: "boolean", default: false } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`--port ${values.port}: a port is a number from 1 to 65535.`);
    return { port, fresh: values.fresh };
  } catch (error) {
    throw new Stop(`${error.message.split(". ")[0]}\n${usage}`);
  }
}

async function requireFreePort(port) {
  const problem = (await isListening(port)) ? "EADDRINUSE" : await bindProblem(port);
  const another = `npm start -- --port ${port < 1024 ? defaultPort : Math.min(port + 1, 65_535)}`;
  const earlier = problem === "EADDRINUSE" ? await startOn(port) : null;
  if (earlier)
    throw new Stop(
      `An earlier npm start of this folder is running at ${urlOf(port)} (process ${earlier.pid}). Use it, or end it: kill ${earlier.pid}\nBeside it, with data of its own: ${another}`,
    );
  if (problem === "EADDRINUSE")
    throw new Stop(`Port ${port} is in use. Stop what runs there, or take another: ${another}`);
  if (problem) throw new Stop(`Port ${port} can't be used (${problem}). Take another: ${another}`);
}

async function build() {
  const { ok } = await run(bin("node"), ["scripts/build.mjs"]);
  if (!ok) throw new Stop("Not started, because the build failed (see above). Mend it and run npm start again.");
}

function mailGoes(url) {
  if (!devVar("RESEND_API_KEY")) return `stays on this machine: ${url}/outbox`;
  return `goes out through ${devVar("RESEND_BASE_URL") ?? "Resend"}, listed at ${url}/outbox`;
}

function welcome({ url, port, accounts, seeded, dataDir }) {
  const rows = accounts.map(({ role, email, password, process }) => [role, email, password, process]);
  const indent = (line) => `  ${line}`;
  const [head, ...body] = table([["Role", "E-mail", "Password", "Process"], ...rows]);
  return [
    "",
    `${bold("D2C OPs")}  ${bold(url)}`,
    "",
    dim(head),
    ...body,
    "",
    `Mail   ${mailGoes(url)}`,
    `Data   ${relative(root, dataDir)}${seeded ? " (new, with demo data)" : ""}; start over with npm start --${port === defaultPort ? "" : ` --port ${port}`} --fresh`,
    `Stop   Ctrl-C`,
    "",
  ]
    .map(indent)
    .join("\n");
}

async function start() {
  const { port, fresh } = options();
  await requireFreePort(port);
  await ensureInstalled();
  ensureDevVars();
  const { dir: dataDir, besides } = await claimDataDir({ port, fresh });
  if (besides) say(dim(`Another start is running at ${urlOf(besides.port)}; this one has data of its own.`));
  say(dim("Starting …"));
  await Promise.all([build(), migrate(dataDir)]);
  const demoToken = randomBytes(16).toString("hex");
  const onLine = (line) => isRequestLine(line) || say(line);
  const server = await startServer({ port, dataDir, vars: { DEMO: "1", DEMO_TOKEN: demoToken }, onLine });
  const { accounts, seeded } = await seed(server.url, demoToken);
  say(welcome({ ...server, accounts, seeded, dataDir }));
  // A missed minute is caught up by the next one, so a failing call needs no more than that.
  setInterval(() => server.runCron().catch(() => {}), minuteMs);
  const { code } = await server.ended;
  throw new Stop(`The app has ended by itself (code ${code}). Start it again: npm start`);
}

export const main = () => runMain(start, { whenInterrupted: 0 });
