import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { command } from "#packages/core/command.ts";
import type { Ctx } from "#packages/core/context.ts";
import { entityKind } from "#packages/core/entity.ts";
import { errors } from "#packages/core/errors.ts";
import { type Occurrence, type Reaction, reaction, reactionRegister } from "#packages/core/reaction.ts";
import { ok, refuse } from "#packages/core/result.ts";
import { counters } from "#packages/core/tables.ts";
import { kindsByName } from "#packages/kinds.ts";
import { commandsByName, reactions } from "#packages/modules.ts";
import { TestProcess } from "#tests/support/harness.ts";

/** A made-up verb: counts what its input names, in order, `-x` removes the counter x, `!x` says that x happened. */
const act = command({
  name: "made_up.act",
  permission: "system",
  audit: { action: "made_up.act", words: "tested …", entity: "made_up" },
  input: z.array(z.string()),
  run(ctx, input) {
    for (const what of input) step(ctx, what);
    return ok(null);
  },
});

function step(ctx: Ctx, what: string): void {
  const name = what.slice(1);
  if (what.startsWith("!")) say(ctx, name);
  else if (what.startsWith("-")) ctx.remove(counters, ctx.put(counters, { id: name, value: 0 }));
  else ctx.count(what, 1);
}

const madeUp = entityKind({
  kind: "made_up",
  prefix: "made_up",
  table: counters,
  permission: "incidents.view",
  label: ({ id }) => ({ reference: null, title: id }),
  path: () => null,
});

const say = (ctx: Ctx, action: string) =>
  ctx.emit({ about: madeUp.ref({ id: "made_up_1" }), action, summary: `It ${action}` });

type Counter = Occurrence<typeof counters>;
const told: string[] = [];
const tell = (name: string, { before, after, event, cause }: Counter) =>
  told.push([name, event?.action ?? `${before?.value ?? "none"}→${after?.value ?? "none"}`, ...cause].join(" "));

/** What the second reaction does with what it is told of; the others only note what they hear. */
let does: (ctx: Ctx, it: Counter) => ReturnType<Reaction["run"]> = () => {};
const made = [
  reaction({ name: "made_up.first", on: counters, run: (_ctx, it) => void tell("first", it) }),
  reaction({
    name: "made_up.second",
    on: counters,
    run(ctx, it) {
      tell("second", it);
      return does(ctx, it);
    },
  }),
  reaction({
    name: "made_up.third",
    on: { event: "made_up.happened" },
    run: (_ctx, it) => void tell("third", it as Counter),
  }),
];

const real = { ...reactions };
commandsByName.set(act.name, act);
kindsByName.set(madeUp.kind, madeUp);
Object.assign(reactions, reactionRegister(made));
afterAll(() => {
  commandsByName.delete(act.name);
  kindsByName.delete(madeUp.kind);
  Object.assign(reactions, real);
});
beforeEach(() => {
  told.length = 0;
  does = () => {};
});

const counted = (process: TestProcess) =>
  process.sql("SELECT id, value FROM counters WHERE id IN ('a', 'b') ORDER BY id");

it("reactions run after the verb, in the register's order, once for each row that changed and for each event", async () => {
  const process = await TestProcess.create();
  told.length = 0;
  await process.run(act, ["a", "a", "-b", "!happened", "!else"]);
  expect(told).toEqual(["first none→2", "second none→2", "third happened"]);

  told.length = 0;
  does = (ctx, { cause }) => {
    if (cause.length > 0) return;
    ctx.count("a", 1);
    ctx.count("a", 1);
    say(ctx, "happened");
  };
  await process.run(act, ["a"]);
  expect(told).toEqual([
    "first 2→3",
    "second 2→3",
    "first 3→5 made_up.second",
    "second 3→5 made_up.second",
    "third happened made_up.second",
  ]);
  expect(await counted(process)).toEqual([{ id: "a", value: 5 }]);
  const said = await process.sql("SELECT action FROM events WHERE entity = 'made_up' ORDER BY seq");
  expect(said.map(({ action }) => action)).toEqual(["happened", "else", "happened"]);
});

it("what a reaction refuses, breaks or never ends leaves nothing behind", async () => {
  const process = await TestProcess.create();
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const before = await process.sql("SELECT * FROM hub_meta ORDER BY key");

  does = () => refuse(errors.conflict("Not now."));
  expect(await process.tryRun(act, ["a", "!happened"])).toEqual(refuse(errors.conflict("Not now.")));
  expect(logged).not.toHaveBeenCalled();

  does = () => {
    throw new Error("no such thing");
  };
  expect(await process.tryRun(act, ["a"])).toMatchObject({ ok: false, error: { code: "internal" } });
  expect(String(logged.mock.lastCall)).toContain("no such thing");

  does = (ctx) => void ctx.count("b", 1);
  told.length = 0;
  expect(await process.tryRun(act, ["a"])).toMatchObject({ ok: false, error: { code: "internal" } });
  expect(String(logged.mock.lastCall)).toContain(Array(8).fill("made_up.second").join(" → "));
  expect(told).toHaveLength(16);

  expect(await counted(process)).toEqual([]);
  expect(await process.sql("SELECT * FROM hub_meta ORDER BY key")).toEqual(before);
  expect(await process.sql("SELECT 1 FROM hub_commands WHERE name = 'made_up.act'")).toEqual([]);
});

it("each of a round gets the rows as they were when it began, whatever another has done meanwhile, and by cause what it did itself", async () => {
  const process = await TestProcess.create();
  const ours = made.slice(0, 2).map((one, place) => ({
    ...one,
    run(ctx: Ctx, it: Occurrence) {
      // Both tables are the counters': `made` says so.
      tell(place === 0 ? "first" : "second", it as Counter);
      if (!it.cause.includes(one.name)) ctx.count("a", place === 0 ? 10 : 100);
    },
  }));
  Object.assign(reactions, reactionRegister(ours));
  told.length = 0;
  await process.run(act, ["a"]);
  expect(told).toEqual([
    "first none→1",
    "second none→1",
    // Both changed the row in the first round: a change each, so that each knows its own.
    "first 1→11 made_up.first",
    "first 11→111 made_up.second",
    "second 1→11 made_up.first",
    "second 11→111 made_up.second",
    "first 111→121 made_up.second made_up.first",
    "first 121→221 made_up.first made_up.second",
    "second 111→121 made_up.second made_up.first",
    "second 121→221 made_up.first made_up.second",
  ]);
  expect(await counted(process)).toEqual([{ id: "a", value: 221 }]);
});
