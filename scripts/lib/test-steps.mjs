import { ensureChromium } from "./chromium.mjs";
import { bin } from "./paths.mjs";

const vitest = (report, ...args) => [
  bin("vitest"),
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...args,
];

/**
 * Phases run one after the other, the steps of a phase side by side: what fails fastest comes first, what needs both cores
 * is alone, and what mostly waits (for starts, timers and pages) shares them. A step without a report counts as one test.
 * `minutes`: far more than it takes on a busy machine; a step that is not done by then hangs, and is ended.
 */
export const phases = [
  [
    { name: "types", minutes: 15, command: () => [bin("tsc"), "--noEmit"] },
    { name: "lint", minutes: 10, command: () => ["npm", "run", "--silent", "lint"] },
    { name: "build", minutes: 10, command: () => [bin("node"), "scripts/build.mjs", "--weigh"] },
  ],
  [{ name: "worker", minutes: 30, command: (report) => vitest(report), reports: true }],
  [
    {
      name: "module",
      minutes: 10,
      command: (report) => vitest(report, "--config", "tests/module/vitest.config.ts"),
      reports: true,
    },
    {
      name: "faults",
      minutes: 30,
      command: (report) => vitest(report, "--config", "tests/faults/vitest.config.ts"),
      reports: true,
    },
    {
      name: "browser",
      minutes: 30,
      command: (report) => [bin("node"), "tests/e2e/run.mjs", "--results", report],
      reports: true,
      prepare: async () => {
        process.env.CHROMIUM = await ensureChromium();
      },
    },
  ],
];
