import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Downtime waits a minute for a tier to fall due, the others take longest in CI: they begin first, beside the rest. */
const longest = ["downtime", "watchers", "kills"];
const placeOf = ({ moduleId }: TestSpecification) => {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place === -1 ? longest.length : place;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => placeOf(one) - placeOf(other));
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
