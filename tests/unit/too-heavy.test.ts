import { expect, it } from "vitest";
import { everyPage, tooHeavy, type Weight } from "#scripts/lib/too-heavy.mjs";

const list = "routes/incidents/list";
const shell: Weight = { bytes: 105_000, parts: { "node_modules/react-dom": 130_000, "app/root.tsx": 2_000 } };

it("pages that weigh too much are named, with what has grown, and no library of few pages is on every one", () => {
  const before = { [everyPage]: shell, [list]: { bytes: 6_000, parts: { "app/kit/list/page.tsx": 9_000, a: 100 } } };
  expect(tooHeavy(before, before)).toEqual([]);
  expect(tooHeavy(before, {})).toEqual([]);
  const heavy: Weight = {
    bytes: 21_500,
    parts: { "app/kit/list/page.tsx": 9_600, a: 150, "node_modules/downshift": 48_000 },
  };
  expect(tooHeavy({ ...before, [list]: heavy }, before)).toEqual([
    "routes/incidents/list's own script is 21.5 kB gzip, 1.5 kB over its limit. It was 6.0 kB; since then:\n" +
      "  node_modules/downshift: 48.0 kB of source\n" +
      "  app/kit/list/page.tsx: 0.6 kB more of source",
  ]);
  const [over, misplaced] = tooHeavy(
    { [everyPage]: { bytes: 160_000, parts: { ...shell.parts, "node_modules/zod": 90_000 } } },
    before,
  );
  expect(over).toMatch(/^What every page loads is 160\.0 kB gzip, 40\.0 kB over.*\n {2}node_modules\/zod: 90\.0 kB/);
  expect(misplaced).toBe("On every page, and only some need it: node_modules/zod");
});
