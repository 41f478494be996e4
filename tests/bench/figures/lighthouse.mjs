import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findChromium } from "../../../scripts/lib/chromium.mjs";
import { toolEnv } from "../../../scripts/lib/paths.mjs";
import { run } from "../../../scripts/lib/proc.mjs";
import { cookieName } from "../lib/cookie.mjs";
import { single, skipped } from "../lib/figure.mjs";
import { post } from "../lib/load.mjs";

const aims = { performance: 95, accessibility: 100 };
const runs = 3;

/** Lighthouse is not among the project's packages: $LIGHTHOUSE names somebody's own, or it is on the PATH. */
const findLighthouse = () =>
  process.env.LIGHTHOUSE ??
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "lighthouse"))
    .find(existsSync);

async function scoresOf(lighthouse, chromium, url, token) {
  const options = [
    "--quiet",
    "--output=json",
    `--only-categories=${Object.keys(aims)}`,
    "--chrome-flags=--headless --no-sandbox --disable-gpu",
    ...(token ? [`--extra-headers=${JSON.stringify({ cookie: `${cookieName}=${token}` })}`] : []),
  ];
  const env = toolEnv({ CHROME_PATH: chromium });
  const { ok, output, error } = await run(lighthouse, [url, ...options], { quiet: true, env });
  if (!ok) throw new Error(`Lighthouse on ${url}: ${error?.message ?? output.slice(0, 400)}`);
  const { categories, finalDisplayedUrl } = JSON.parse(output.slice(output.indexOf("{")));
  if (finalDisplayedUrl !== url) throw new Error(`Lighthouse looked at ${finalDisplayedUrl} instead of ${url}`);
  return Object.keys(aims).map((name) => Math.round(categories[name].score * 100));
}

const median = (figures) => figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];

async function someoneWithIncidents(url) {
  const { token } = await post(`${url}/__bench/process`, { slug: "looked", people: 5 });
  const as = { authorization: `Bearer ${token}` };
  for (let i = 0; i < 20; i++)
    await post(`${url}/api/incidents`, { title: `Slow answers ${i}`, severity: `SEV${i % 5}` }, as);
  return token;
}

/** As on a phone with a slow connection, both simulated by Lighthouse; the median of three runs. */
export async function measureLighthouse({ ours }) {
  const tool = findLighthouse();
  const chromium = tool && (await findChromium());
  if (!chromium) return [skipped("Lighthouse, mobile", "not installed here, so not measured")];
  const token = await someoneWithIncidents(ours.url);
  const lines = [];
  for (const path of ["/login", "/dashboard", "/incidents"]) {
    const scores = [];
    for (let i = 0; i < runs; i++)
      scores.push(await scoresOf(tool, chromium, `${ours.url}${path}`, path === "/login" ? undefined : token));
    for (const [index, [name, aim]] of Object.entries(aims).entries()) {
      const score = median(scores.map((each) => each[index]));
      lines.push(single(`Lighthouse, mobile: ${name} of ${path}`, { ours: score, aim, atLeast: true, unit: "of 100" }));
    }
  }
  return lines;
}
