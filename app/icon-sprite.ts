import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { iconNames } from "../packages/core/icons.ts";

const wanted = "virtual:icon-sprite";
const resolved = `\0${wanted}`;
const { resolve } = createRequire(import.meta.url);

/** In the colour of the text around the icon; how thick the lines are is said where it is used. */
const lines = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';

/** Lucide's file of one icon: an `<svg>` around its shapes. */
function symbolOf(name: string): string {
  const svg = readFileSync(resolve(`lucide-static/icons/${name}.svg`), "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" ${lines}>${shapes.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")}</symbol>`;
}

const sprite = () => `<svg xmlns="http://www.w3.org/2000/svg">${iconNames.map(symbolOf).join("")}</svg>`;

/**
 * All icons as one file, which a browser keeps until one of them changes; `virtual:icon-sprite` is its address. Script and
 * HTML hold only names.
 */
export function iconSprite(): Plugin {
  const source = sprite();
  const fileName = `assets/icons-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.svg`;
  return {
    name: "icon-sprite",
    resolveId: (id) => (id === wanted ? resolved : null),
    load: (id) => (id === resolved ? `export default ${JSON.stringify(`/${fileName}`)};` : null),
    generateBundle() {
      if (this.environment.name === "client") this.emitFile({ type: "asset", fileName, source });
    },
  };
}
