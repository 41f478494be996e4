import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { at } from "./paths.mjs";

const file = at(".dev.vars");
const secretLine = /^\s*SESSION_SECRET\s*=[ \t]*(.*)$/m;

const newSecret = () => randomBytes(32).toString("hex");

/** Makes .dev.vars from its example, with a secret of this machine's own. What somebody wrote there stays. */
export function ensureDevVars() {
  const text = readFileSync(existsSync(file) ? file : at(".dev.vars.example"), "utf8");
  const present = secretLine.exec(text);
  if (present?.[1].trim() && existsSync(file)) return;
  const line = `SESSION_SECRET=${newSecret()}`;
  writeFileSync(file, present ? text.replace(secretLine, line) : `${text.trimEnd()}\n${line}\n`, { mode: 0o600 });
}

/** One setting as the app will see it, or undefined when it is absent or empty. */
export function devVar(name) {
  const line = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=(.*)$`, "m").exec(readFileSync(file, "utf8"));
  return line?.[1].trim().replace(/^(["'])(.*)\1$/, "$2") || undefined;
}
