import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { at } from "./paths.mjs";

const file = at(".dev.vars");
const secrets = ["SESSION_SECRET", "PASSWORD_SECRET"];
const lineOf = (name) => new RegExp(`^\\s*${name}\\s*=[ \\t]*(.*)$`, "m");

/** The text with a secret of this machine's own where it lacks one. */
function withSecret(text, name) {
  const present = lineOf(name).exec(text);
  if (present?.[1].trim()) return text;
  const line = `${name}=${randomBytes(32).toString("hex")}`;
  return present ? text.replace(lineOf(name), line) : `${text.trimEnd()}\n${line}\n`;
}

/** Makes .dev.vars from its example, with secrets. What somebody wrote there stays. */
export function ensureDevVars() {
  const existing = existsSync(file) ? readFileSync(file, "utf8") : null;
  const text = secrets.reduce(withSecret, existing ?? readFileSync(at(".dev.vars.example"), "utf8"));
  if (text !== existing) writeFileSync(file, text, { mode: 0o600 });
}

/** One setting as the app will see it, or undefined when it is absent or empty. */
export function devVar(name) {
  const line = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=(.*)$`, "m").exec(readFileSync(file, "utf8"));
  return line?.[1].trim().replace(/^(["'])(.*)\1$/, "$2") || undefined;
}
