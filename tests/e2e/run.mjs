// `npm run test:e2e [-- NAME…] [--results FILE]`: starts the app, runs the tests of every *.e2e.mjs here, in one browser.
// Such a file's default export is a list of { name, run(ctx), timeoutMs? }; ctx is described in context.mjs.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { dim, green, red, runMain, Stop, say } from "../../scripts/lib/log.mjs";
import { startApp } from "./app.mjs";
import { launchBrowser } from "./browser.mjs";
import { createContext } from "./context.mjs";

const testMs = 120_000;
const shownLogLines = 40;

async function testsNamed(words) {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".e2e.mjs"))
    .sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(import.meta.dirname, file)))));
  const tests = modules.flatMap((module) => module.default);
  return tests.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word.toLowerCase())));
}

async function within(ms, work) {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Not done after ${ms / 1000} s.`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

async function runTest(test, { ctx, tidy, takePageErrors }) {
  const began = Date.now();
  let error;
  try {
    await within(test.timeoutMs ?? testMs, test.run(ctx));
  } catch (caught) {
    error = caught;
  }
  error ??= takePageErrors().at(0);
  takePageErrors();
  await tidy(error && test.name);
  ctx.mail.recover();
  say(`${error ? red("✗") : green("✓")} ${test.name} ${dim(`${((Date.now() - began) / 1000).toFixed(1)} s`)}`);
  if (error) say(String(error.stack ?? error).replace(/^/gm, "    "));
  return !error;
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { results: { type: "string" } } });
  const tests = await testsNamed(positionals);
  if (tests.length === 0) throw new Stop("No browser test has such a name.");
  const browser = await launchBrowser();
  const app = await startApp();
  const context = createContext({ ...app, browser });
  let passed = 0;
  for (const test of tests) if (await runTest(test, context)) passed += 1;
  const failed = tests.length - passed;
  if (failed) say(dim(`\nThe app's last lines:\n${app.log().split("\n").slice(-shownLogLines).join("\n")}`));
  await browser.close();
  await app.stop();
  if (values.results) writeFileSync(values.results, JSON.stringify({ numPassedTests: passed, numFailedTests: failed }));
  say(`\n${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

runMain(main);
