const number = (value) => (value === null || value === undefined || Number.isNaN(value) ? "–" : format(value));
const format = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, ""));
const pair = (figures) => (figures ? `${number(figures.p50)} / ${number(figures.tail)}` : "–");

function met(line) {
  if (line.aim === undefined) return "";
  if (line.atLeast) return line.single >= line.aim ? "yes" : "no";
  if (line.single !== undefined) return line.single <= line.aim ? "yes" : "no";
  const within = (allowed) =>
    [line.ours.p50, line.ours.tail].every((value, place) => allowed[place] === null || value <= allowed[place]);
  if (within(line.aim)) return "yes";
  return line.floor && within(scaled(line)) ? "by ratio" : "no";
}

/** The aim for a machine on which the bare run takes longer. */
const scaled = ({ aim, floor, bare }) =>
  [bare.p50, bare.tail].map((value, place) => (aim[place] === null ? null : (aim[place] / floor[place]) * value));

function cells(line) {
  if (line.skipped) return [line.name, "skipped", "", "", "", "", line.skipped];
  if (line.single !== undefined) {
    const aim = `${line.atLeast ? "≥" : "≤"} ${line.aim}`;
    return [line.name, `${number(line.single)} ${line.unit}`, "–", "–", aim, met(line), line.note];
  }
  const ratio = line.bare
    ? `${number(line.ours.p50 / line.bare.p50)} / ${number(line.ours.tail / line.bare.tail)}`
    : "–";
  const aim = line.aim ? line.aim.map(number).join(" / ") : "–";
  const percentiles = line.tail === 0.99 ? "" : `p50/p${line.tail * 100}; `;
  return [line.name, pair(line.ours), pair(line.bare), ratio, aim, met(line), `${percentiles}${line.note}`];
}

export const head = ["Figure", "ours p50/p99", "bare p50/p99", "ratio", "aim", "met", "about"];

export function plainTable(lines) {
  const rows = [head, ...lines.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => String(cell).padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function markdownTable(lines) {
  const rows = [head, head.map(() => "---"), ...lines.map(cells)];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
