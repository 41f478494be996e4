import { describe, expect, it } from "vitest";
import { ok } from "#packages/core/result.ts";
import { getProcess } from "#packages/processes/views.server.ts";
import { kill } from "#tests/support/bad-days.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { TestProcess } from "#tests/support/harness.ts";
import { askHub } from "./hub-client.ts";

const caller = { kind: "system", name: "directory" } as const;

describe("a hub that does not answer", () => {
  edgeFixture();

  /** Asks a namespace whose hubs fail with these errors, one after the other, and then answer. */
  async function ask(errors: object[]) {
    const asked: number[] = [];
    const bindings = {
      ...env,
      PROCESS_HUB: {
        getByName: () => ({
          async view() {
            asked.push(performance.now());
            const error = errors[asked.length - 1];
            if (error) throw Object.assign(new Error("no answer"), error);
            return ok("answered");
          },
        }),
      },
    };
    const result = await askHub(bindings as unknown as typeof env, "prc_x", caller, getProcess, {});
    return { result, tries: asked.length, waited: (asked.at(-1) ?? 0) - (asked[0] ?? 0) };
  }

  it("is asked again, after a while, where the platform says that this may help", async () => {
    const once = await ask([{ retryable: true }]);
    expect(once).toMatchObject({ result: { ok: true, value: "answered" }, tries: 2 });
    expect(once.waited).toBeGreaterThanOrEqual(45);
    const twice = await ask([{ retryable: true }, { durableObjectReset: true }]);
    expect(twice).toMatchObject({ result: { ok: false, error: { code: "unavailable" } }, tries: 2 });
  });

  it("is left alone when it has too much to do, or when nothing says that it would help", async () => {
    for (const error of [{ retryable: true, overloaded: true }, { overloaded: true }, {}, { retryable: false }])
      expect(await ask([error, {}])).toMatchObject({ result: { ok: false, error: { code: "unavailable" } }, tries: 1 });
  });

  it("that dies is asked anew by its next life", async () => {
    const process = await TestProcess.create();
    const killed = kill(process);
    const answers = await Promise.all([1, 2, 3].map(() => askHub(env, process.id, caller, getProcess, {})));
    await killed;
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true]);
  });
});
