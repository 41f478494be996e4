import type { TestProcess } from "./harness.ts";

/** Lets the hub's alarm ring until it has nothing more to let go of. */
export async function tidy(process: TestProcess): Promise<void> {
  // An alarm that fires makes no step.
  await process.inside(({ engine }) => engine.alarm());
  for (let more = true; more; )
    more = await process.inside(({ engine }) => {
      engine.alarm();
      return engine.keeping.more;
    });
  await process.settle();
}
