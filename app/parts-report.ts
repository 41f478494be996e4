import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const report = fileURLToPath(new URL("../build/parts.json", import.meta.url));

/** A file of ours, or the package that a module is of. */
function partOf(id: string): string {
  const [path = id] = id.replace(/^\0/, "").replace(root, "").split("?");
  return /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
}

/** Of what each file of the browser's is made: characters of source by part, for the check of what pages weigh. */
export const partsReport = (): Plugin => ({
  name: "parts-report",
  writeBundle(_options, bundle) {
    if (this.environment.name !== "client") return;
    const files = Object.values(bundle).flatMap((file) => {
      if (file.type !== "chunk") return [];
      const parts: Record<string, number> = {};
      for (const [id, { renderedLength }] of Object.entries(file.modules))
        if (renderedLength > 0) parts[partOf(id)] = (parts[partOf(id)] ?? 0) + renderedLength;
      return [[file.fileName, parts] as const];
    });
    writeFileSync(report, JSON.stringify(Object.fromEntries(files)));
  },
});
