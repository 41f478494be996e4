import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Presence } from "./presence.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("gathers a thousand changes of a moment into one announcement for each thing", async () => {
  const [first, second] = [
    { entity: "incident", entityId: "inc_1" },
    { entity: "incident", entityId: "inc_2" },
  ];
  const send = vi.fn();
  const viewer = (userId: string, viewing: typeof first) => ({ userId, name: userId, viewing, send });
  const presence = new Presence(() => [
    viewer("b", first),
    viewer("a", first),
    viewer("a", first),
    viewer("c", second),
  ]);
  for (let index = 0; index < 1_000; index++) for (const thing of [first, second, null]) presence.changed(thing);
  await vi.advanceTimersByTimeAsync(249);
  expect(send).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  const ofBoth = { type: "presence", ...first, users: ["a", "b"].map((id) => ({ id, name: id })) };
  const ofOne = { type: "presence", ...second, users: [{ id: "c", name: "c" }] };
  expect(send.mock.calls.map(([frame]) => JSON.parse(String(frame)))).toEqual([ofBoth, ofBoth, ofBoth, ofOne]);
});
