// `npm run test:e2e [-- NAME…] [--screenshots] [--results FILE]`: starts the app, runs the tests of every *.e2e.mjs here, in one browser, some
// side by side: a test makes what it needs and takes an account that no other test changes.
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

const testMs = 240_000;
/** Tests side by side: one waits for a page while the other one's is judged. */
const lanes = 3;
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

async function runTest(test, { ctx, tidy, pageErrors }) {
  const began = Date.now();
  let error;
  try {
    await within(test.timeoutMs ?? testMs, test.run(ctx));
  } catch (caught) {
    error = caught;
  }
  error ??= pageErrors.at(0);
  await tidy(error && test.name);
  const seconds = (Date.now() - began) / 1000;
  say(`${error ? red("✗") : green("✓")} ${test.name} ${dim(`${seconds.toFixed(1)} s`)}`);
  if (error) say(String(error.stack ?? error).replace(/^/gm, "    "));
  return { name: test.name, passed: !error, seconds };
}

/** Each lane takes the next test when it has done one. */
async function runAll(tests, parts) {
  const waiting = [...tests];
  const results = [];
  const lane = async () => {
    for (let test = waiting.shift(); test; test = waiting.shift())
      results.push(await runTest(test, createContext(parts)));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { results: { type: "string" }, screenshots: { type: "boolean", default: false } },
  });
  const tests = await testsNamed(positionals);
  if (tests.length === 0) throw new Stop("No browser test has such a name.");
  const browser = await launchBrowser();
  const app = await startApp();
  const results = await runAll(tests, { ...app, browser, keepsPictures: values.screenshots });
  const passed = results.filter((one) => one.passed).length;
  const failed = results.length - passed;
  if (failed) say(dim(`\nThe app's last lines:\n${app.log().split("\n").slice(-shownLogLines).join("\n")}`));
  await browser.close();
  await app.stop();
  if (values.results) {
    const report = { numPassedTests: passed, numFailedTests: failed, tests: results };
    writeFileSync(values.results, JSON.stringify(report));
  }
  say(`\n${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

runMain(main);
