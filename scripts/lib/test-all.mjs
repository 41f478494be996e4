import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { bold, green, red, runMain, Stop, say, table } from "./log.mjs";
import { bin, toolEnv } from "./paths.mjs";
import { run } from "./proc.mjs";

const vitest = (report, ...args) => [
  bin("vitest"),
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...args,
];

/** In this order: what fails fastest comes first. A step without a report counts as one test. */
const steps = [
  { name: "types", command: () => [bin("tsc"), "--noEmit"] },
  { name: "lint", command: () => ["npm", "run", "--silent", "lint"] },
  { name: "build", command: () => [bin("node"), "scripts/build.mjs"] },
  { name: "worker", command: (report) => vitest(report), reports: true },
  { name: "faults", command: (report) => vitest(report, "--config", "tests/faults/vitest.config.ts"), reports: true },
  {
    name: "browser",
    command: (report) => [bin("node"), "tests/e2e/run.mjs", "--results", report],
    reports: true,
    before: findBrowser,
  },
];

async function findBrowser() {
  process.env.CHROMIUM = await ensureChromium();
}

function chosenSteps() {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return steps;
  const names = values.only.split(",");
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new Stop(`There is no step "${unknown}". Steps: ${steps.map((step) => step.name).join(", ")}`);
  return steps.filter((step) => names.includes(step.name));
}

/** Vitest's report and the browser tests' have these two numbers in common. */
function countsFrom(report) {
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, "utf8"));
    return { passed, failed };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

async function runStep(step, report) {
  const began = Date.now();
  say(`\n${bold(`── ${step.name} `.padEnd(72, "─"))}`);
  let ok = false;
  try {
    await step.before?.();
    const [command, ...args] = step.command(report);
    ({ ok } = await run(command, args, { env: toolEnv() }));
  } catch (error) {
    say(red(error instanceof Stop ? error.message : error.stack));
  }
  const { passed, failed } = step.reports ? countsFrom(report) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  // A run can fail without a failing test: a file that does not load, an error that nobody caught, no test at all.
  const counted = ok || failed > 0 ? failed : 1;
  return { name: step.name, passed, failed: counted, seconds: (Date.now() - began) / 1000 };
}

const sum = (results, key) => results.reduce((total, result) => total + result[key], 0);

function summary(results) {
  const rows = results.map(({ name, passed, failed, seconds }) => [
    failed ? "FAIL" : "ok",
    name,
    passed,
    failed,
    `${seconds.toFixed(1)} s`,
  ]);
  const total = [
    "",
    "total",
    sum(results, "passed"),
    sum(results, "failed"),
    `${sum(results, "seconds").toFixed(1)} s`,
  ];
  const lines = table([["", "step", "passed", "failed", "time"], ...rows, total]);
  return lines
    .map((line) => (line.startsWith("FAIL") ? red(line) : line.startsWith("ok") ? green(line) : line))
    .join("\n");
}

async function test() {
  const chosen = chosenSteps();
  await ensureInstalled();
  const folder = mkdtempSync(join(tmpdir(), "d2c-test-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const results = [];
  for (const step of chosen) results.push(await runStep(step, join(folder, `${step.name}.json`)));
  const failed = sum(results, "failed");
  say(`\n${summary(results)}\n`);
  say(`${sum(results, "passed")} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

export const main = () => runMain(test);
