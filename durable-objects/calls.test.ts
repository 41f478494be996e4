import { expect, it } from "vitest";
import { z } from "zod";
import { command } from "#packages/core/command.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok } from "#packages/core/result.ts";
import { noteRefused } from "#packages/sessions/commands.server.ts";
import { processFixture } from "#tests/support/fixture.ts";

const on = processFixture();

it("a call leaves at once though its command changes nothing else", async () => {
  const ask = command<object, null>({
    name: "test.ask",
    permission: "system",
    audit: { action: "test.ask", words: "tested …", entity: "process" },
    input: z.strictObject({}),
    run(ctx) {
      ctx.call(platformProcess, noteRefused, { userId: "usr_x", why: "test", ip: null });
      return ok(null);
    },
  });
  await on.process.inside(({ engine: { hub } }) => void hub.ownCommands.set(ask.name, ask));
  await on.process.settle();
  const before = await on.process.sql("SELECT value FROM hub_meta WHERE key = 'head'");
  await on.process.run(ask, {});
  // What follows from a command begins only with one that has a revision.
  expect(await on.process.sql("SELECT value FROM hub_meta WHERE key = 'head'")).not.toEqual(before);
  await on.process.settle();
  expect(await on.process.sql("SELECT seq FROM hub_calls")).toEqual([]);
});
