import { readFileSync, writeFileSync } from "node:fs";
import { at } from "../../../scripts/lib/paths.mjs";
import { markdownTable } from "./table.mjs";

const file = at("docs", "performance.md");
const between = /(<!-- bench -->)[\s\S]*(<!-- \/bench -->)/;

/** Replaces the table of the last run; the text around it is written by hand. */
export function writeDocument(lines, machine) {
  const text = readFileSync(file, "utf8");
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(file, text.replace(between, `$1\n\n${markdownTable(lines)}\n\nLast run ${day}: ${machine}.\n\n$2`));
}
