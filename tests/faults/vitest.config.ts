import { defineConfig } from "vitest/config";

/** Tests from outside: real processes, killed and started again. Plain Node, two files at a time. */
export default defineConfig({
  test: {
    include: ["tests/faults/**/*.test.ts"],
    globalSetup: ["tests/faults/support/template.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Only against a hang: on a busy machine a start takes many times its usual second.
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
});
