import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A minute of it is waiting for a tier to fall due: it begins first, beside the others. */
const waits = (file: TestSpecification) => file.moduleId.endsWith("/downtime.test.ts");

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

/** Tests from outside: real processes, killed and started again. Plain Node, two files at a time. */
export default defineConfig({
  test: {
    include: ["tests/faults/**/*.test.ts"],
    globalSetup: ["tests/faults/support/template.ts"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Only against a hang: on a busy machine a start takes many times its usual second.
    testTimeout: Number(process.env.FUZZ_SECONDS ?? 0) * 1_000 + 600_000,
    hookTimeout: 300_000,
  },
});
