import { expect, it } from "vitest";

const sources: Record<string, string> = import.meta.glob(
  ["/app/**/*.{ts,tsx}", "!/app/build/**", "!/app/**/*.test.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

const edges = Object.entries(sources).flatMap(([path, text]) =>
  [...text.matchAll(/(?:from |import\()"#(app\/[^"]+)"/g)].map(([, to = ""]) => ({ from: path.slice(1), to })),
);

/** What must not import what: a layer knows those beneath it, and a module's pages know no other module's pages. */
const forbidden: readonly [from: RegExp, to: RegExp][] = [
  [/^app\/components\/ui\/(?!list\/)/, /^app\/(live|kit|routes|components\/(?!ui\/))/],
  [/^app\/components\/ui\/list\//, /^app\/(kit|routes|components\/(?!ui\/))/],
  [/^app\/live\//, /^app\/(kit|routes|components\/(?!ui\/))/],
  [/^app\/components\//, /^app\/routes\/(?!shell-data\.server|resources\/)/],
  [/^app\/kit\//, /^app\/routes\//],
];

const moduleOf = (path: string) => path.match(/^app\/routes\/([\w-]+)\//)?.[1] ?? null;

it("the folders of the app are layers: nothing imports what stands above it, or another module's pages", () => {
  expect(edges.length).toBeGreaterThan(300);
  const wrong = edges.filter(({ from, to }) => {
    const [own, other] = [moduleOf(from), moduleOf(to)];
    const neighbour = own !== null && other !== null && own !== other && other !== "resources";
    return neighbour || forbidden.some(([above, below]) => above.test(from) && below.test(to));
  });
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});
