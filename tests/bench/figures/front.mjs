import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { at } from "../../../scripts/lib/paths.mjs";
import { cookieName } from "../lib/cookie.mjs";
import { single, skipped } from "../lib/figure.mjs";
import { call } from "../lib/load.mjs";

const aimKb = 110;

/** Every script that a page's HTML names or preloads, compressed. */
function scriptsOf(html) {
  const names = new Set(html.match(/\/assets\/[\w.-]+\.js/g) ?? []);
  return [...names].map((name) => join(at("build", "client"), name)).filter((file) => existsSync(file));
}

/** The manifest names the scripts of all routes; only what this page preloads or imports is fetched at once. */
function withoutManifestOnly(html) {
  return html.replace(/window\.__remixManifest\s*=\s*[^<]*/g, "");
}

export async function measureScripts({ ours }, { token }) {
  const cookie = { cookie: `${cookieName}=${token}` };
  const lines = [];
  for (const path of ["/login", "/dashboard", "/incidents"]) {
    const name = `JavaScript of ${path}`;
    const { status, text } = await call(`${ours.url}${path}`, { headers: path === "/login" ? {} : cookie });
    if (status !== 200) {
      lines.push(skipped(name, `it answered ${status}`));
      continue;
    }
    const files = scriptsOf(withoutManifestOnly(text));
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
    lines.push(
      single(name, { ours: Math.round(bytes / 1000), aim: aimKb, unit: "kB gzip", note: `${files.length} files` }),
    );
  }
  return lines;
}
