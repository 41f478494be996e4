import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

type Shape = [tag: string, attributes: Record<string, string>];

const lucideIcon = /\/lucide-react\/dist\/esm\/icons\/[\w-]+\.mjs$/;
const iconFile = fileURLToPath(new URL("./components/ui/icon.tsx", import.meta.url));

/**
 * Lucide's drawings, each as one path. As components of its package, with their attributes and keys, they are twice as large
 * on every page; here its modules are read as the pages are built, so the package stays the source.
 */
export const leanIcons = (): Plugin => ({
  name: "lean-icons",
  enforce: "pre",
  async load(id) {
    if (!lucideIcon.test(id)) return null;
    const { __iconData: drawing } = (await import(id)) as { __iconData?: { node: Shape[] } };
    // Another name for an icon: it leads to the one that has the drawing.
    if (!drawing) return null;
    const path = drawing.node.map(pathOf).join("");
    return `import { icon } from ${JSON.stringify(iconFile)};\nexport default /* @__PURE__ */ icon(${JSON.stringify(path)});\n`;
  },
});

/** A shape as the data of a path that may follow another: it begins at a place of its own. */
function pathOf([tag, attributes]: Shape): string {
  const n = (name: string) => Number(attributes[name] ?? 0);
  switch (tag) {
    case "path":
      return fromItsOwnPlace(attributes.d ?? "");
    case "circle":
      return ellipse(n("cx"), n("cy"), n("r"), n("r"));
    case "ellipse":
      return ellipse(n("cx"), n("cy"), n("rx"), n("ry"));
    case "line":
      return `M${n("x1")} ${n("y1")}L${n("x2")} ${n("y2")}`;
    case "polyline":
      return `M${attributes.points}`;
    case "polygon":
      return `M${attributes.points}z`;
    case "rect":
      return rectangle(n("x"), n("y"), n("width"), n("height"), n("rx") || n("ry"));
    default:
      throw new Error(`An icon has a <${tag}>, which is not known here as a path.`);
  }
}

/** A first `m` is absolute, one after other lines is not; what follows it without a letter is relative to it. */
function fromItsOwnPlace(d: string): string {
  const [, x, y, rest = ""] = /^m\s*(-?\d*\.?\d+)[ ,]?(-?\d*\.?\d+)\s*(.*)$/s.exec(d) ?? [];
  if (x === undefined) return d;
  return `M${x} ${y}${/^[\d.-]/.test(rest) ? "l" : ""}${rest}`;
}

const ellipse = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0-${2 * rx} 0`;

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  if (r === 0) return `M${x} ${y}h${width}v${height}h-${width}z`;
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [w, h] = [width - 2 * r, height - 2 * r];
  return `M${x + r} ${y}h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}z`;
}
