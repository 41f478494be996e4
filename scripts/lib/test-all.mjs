import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled } from "./install.mjs";
import { bold, dim, red, runMain, Stop, say } from "./log.mjs";
import { toolEnv } from "./paths.mjs";
import { run } from "./proc.mjs";
import { resultsIn, sum, summary } from "./test-report.mjs";
import { phases } from "./test-steps.mjs";

const minuteMs = 60_000;

function chosenPhases() {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return phases;
  const names = values.only.split(",");
  const known = phases.flat().map((step) => step.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Stop(`There is no step "${unknown}". Steps: ${known.join(", ")}`);
  return phases.map((steps) => steps.filter((step) => names.includes(step.name))).filter((steps) => steps.length > 0);
}

/** Begins at once what steps need from outside (a browser to be installed), so that it is there when their turn comes. */
function prepared(steps) {
  const preparations = new Map(steps.map((step) => [step, Promise.resolve(step.prepare?.())]));
  // Each is awaited by its step, which says what went wrong.
  for (const preparation of preparations.values()) preparation.catch(() => {});
  return preparations;
}

/** Alone a step writes to the terminal itself; side by side each line says whose it is. */
function outputOf(step, isAlone) {
  if (isAlone) return { env: toolEnv() };
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  return { env: toolEnv(colours), onLine: (line) => say(`${dim(`${step.name} │`)} ${line}`) };
}

async function outcomeOf(step, report, { preparation, isAlone }) {
  await preparation;
  const [command, ...args] = step.command(report);
  const { ok, isLate } = await run(command, args, { ...outputOf(step, isAlone), limitMs: step.minutes * minuteMs });
  if (isLate)
    say(red(`The step "${step.name}" hung: it was ended after ${step.minutes} minutes. Its last lines are above.`));
  return ok;
}

async function runStep(step, report, how) {
  const began = Date.now();
  let ok = false;
  try {
    ok = await outcomeOf(step, report, how);
  } catch (error) {
    say(red(error instanceof Stop ? error.message : error.stack));
  }
  const seconds = (Date.now() - began) / 1000;
  if (!step.reports) return { name: step.name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, seconds, parts: [] };
  const { passed, failed, parts } = resultsIn(report);
  // A run can fail without a failing test: a file that does not load, an error that nobody caught, no test at all.
  return { name: step.name, passed, failed: ok || failed > 0 ? failed : 1, seconds, parts };
}

async function runPhase(steps, folder, preparations) {
  say(`\n${bold(`── ${steps.map((step) => step.name).join(", ")} `.padEnd(72, "─"))}`);
  const isAlone = steps.length === 1;
  return Promise.all(
    steps.map((step) =>
      runStep(step, join(folder, `${step.name}.json`), { preparation: preparations.get(step), isAlone }),
    ),
  );
}

async function test() {
  const began = Date.now();
  const chosen = chosenPhases();
  await ensureInstalled();
  const folder = mkdtempSync(join(tmpdir(), "d2c-test-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const preparations = prepared(chosen.flat());
  const results = [];
  for (const steps of chosen) results.push(...(await runPhase(steps, folder, preparations)));
  const failed = sum(results, "failed");
  say(`\n${summary(results, (Date.now() - began) / 1000)}\n`);
  say(`${sum(results, "passed")} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

export const main = () => runMain(test);
