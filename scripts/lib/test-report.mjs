import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { green, red, table } from "./log.mjs";
import { root } from "./paths.mjs";

const slowestShown = 10;

function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return {};
  }
}

/**
 * What a report says: how many passed and failed, and how long each file (Vitest's report) or each test (the browser
 * tests') took. No report, as after a crash, says nothing passed.
 */
export function resultsIn(report) {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [], tests = [] } = read(report);
  const files = testResults.map(({ name, startTime, endTime }) => ({
    name: relative(root, name),
    seconds: (endTime - startTime) / 1000,
  }));
  return { passed: numPassedTests, failed: numFailedTests, parts: [...files, ...tests] };
}

export const sum = (results, key) => results.reduce((total, result) => total + result[key], 0);

const inSeconds = (seconds) => `${seconds.toFixed(1)} s`;

/** The files and tests that took longest, of all steps. A step that says nothing of its parts is one itself. */
function slowest(results) {
  const parts = results.flatMap(({ name: step, parts, seconds }) =>
    (parts.length > 0 ? parts : [{ name: "", seconds }]).map((part) => ({
      step,
      name: part.name,
      seconds: part.seconds,
    })),
  );
  const rows = parts.sort((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  return table([["slowest", "step", ""], ...rows.map((row) => [inSeconds(row.seconds), row.step, row.name])]);
}

/** `seconds`: of the whole run, which is less than the sum of steps that ran side by side. */
export function summary(results, seconds) {
  const rows = results.map((result) => [
    result.failed ? "FAIL" : "ok",
    result.name,
    result.passed,
    result.failed,
    inSeconds(result.seconds),
  ]);
  const total = ["", "total", sum(results, "passed"), sum(results, "failed"), inSeconds(seconds)];
  const lines = table([["", "step", "passed", "failed", "time"], ...rows, total]).map((line) =>
    line.startsWith("FAIL") ? red(line) : line.startsWith("ok") ? green(line) : line,
  );
  return [...slowest(results), "", ...lines].join("\n");
}
