import { cookieName } from "../lib/cookie.mjs";
import { figure, single, skipped } from "../lib/figure.mjs";
import { ask, call, closedLoop, post } from "../lib/load.mjs";
import { questions } from "../lib/words.mjs";

const sizes = [1_000, 10_000, 100_000];
const perCall = 2_000;
const limit = 50;
const loads = 150;

/** Every way to narrow and order the list that has its own index, and the second page. */
const views = [
  "",
  "status=open,acknowledged,in_progress",
  "status=resolved",
  "severity=SEV1",
  "assignedToId=none",
  "tag=rare",
  "sortBy=severity",
  "sortBy=updatedAt",
  "sortBy=priority",
];

async function filled(ours, size) {
  const slug = `full${size}`;
  const { processId, token } = await post(`${ours.url}/__bench/process`, { slug, people: 3 });
  for (let from = 1; from <= size; from += perCall)
    await post(`${ours.url}/__bench/fill`, { processId, slug, from, to: Math.min(from + perCall, size + 1), of: size });
  return { size, token, bearer: { authorization: `Bearer ${token}` } };
}

export async function fillAll({ ours, bare }) {
  const processes = [];
  for (const size of sizes) processes.push(await filled(ours, size));
  for (let from = 1; from <= sizes.at(-1); from += perCall)
    await post(`${bare.url}/fill`, { from, to: from + perCall });
  return processes;
}

export async function measureLists({ ours, bare }, processes) {
  const { token, bearer } = processes.at(-1);
  const cookie = { cookie: `${cookieName}=${token}` };
  const page = await call(`${ours.url}/incidents`, { headers: cookie });
  const name = "Incident list page, first byte, 100,000 rows";
  const floor = await closedLoop(loads, () => firstByte(`${bare.url}/list`));
  const html =
    page.status === 200
      ? figure(name, {
          ours: await closedLoop(loads, () => firstByte(`${ours.url}/incidents`, cookie)),
          bare: floor,
          aim: [15, 60],
          floor: [1.06, 1.99],
          note: `HTML of ${limit} rows, closed loop`,
        })
      : skipped(name, `/incidents answered ${page.status}`);
  const json = await closedLoop(loads, () => firstByte(`${ours.url}/api/incidents?limit=${limit}`, bearer));
  return [html, figure("The same as JSON", { ours: json, bare: floor, note: "GET /api/incidents" })];
}

export async function measureSearch({ ours, bare }, processes) {
  const { bearer } = processes.at(-1);
  const pick = (i) => questions[Math.abs(i) % questions.length];
  const search = await closedLoop(loads, async (i) => {
    const answer = await call(`${ours.url}/api/incidents?limit=${limit}&q=${encodeURIComponent(pick(i))}`, {
      headers: bearer,
    });
    if (answer.status !== 200) throw new Error(`Search: ${answer.status} ${answer.text.slice(0, 200)}`);
    return answer.ms;
  });
  const floor = await closedLoop(loads, async (i) => {
    const { ms } = await call(`${bare.url}/search`, { method: "POST", body: { q: pick(i) } });
    return ms;
  });
  const note = `${questions.length} questions of one and two words, up to 6,600 matches`;
  return [figure("Search, 100,000 rows", { ours: search, bare: floor, aim: [25, 80], floor: [9.7, 15], note })];
}

async function firstByte(url, headers) {
  const { status, firstByteMs } = await call(url, { headers });
  if (status !== 200) throw new Error(`${url}: ${status}`);
  return firstByteMs;
}

/** D1's own count for each view of the list; the worst of each size. */
export async function measureRowsRead({ ours }, processes) {
  const lines = [];
  for (const { size, bearer } of processes) {
    const counts = [];
    for (const view of views) counts.push(...(await rowsRead(ours.url, view, bearer)));
    const worst = counts.sort((a, b) => b.rows - a.rows)[0];
    const plain = counts.find((count) => count.view === "all");
    lines.push(
      single(`Rows read for a list page, ${size.toLocaleString("en")} rows`, {
        ours: worst.rows,
        aim: 3 * limit,
        unit: "rows",
        note: `of ${counts.length} pages of ${limit}; worst: ${worst.view}; unfiltered: ${plain.rows}`,
      }),
    );
  }
  return lines;
}

async function rowsRead(url, view, bearer) {
  const headers = { ...bearer, "x-bench-count": "1" };
  const base = `${url}/api/incidents?limit=${limit}${view ? `&${view}` : ""}`;
  const read = async (address, name) => {
    const answer = await call(address, { headers });
    if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return { view: name, rows: Number(answer.headers["x-bench-rows-read"]), next: JSON.parse(answer.text).nextCursor };
  };
  const first = await read(base, view || "all");
  if (!first.next) return [first];
  const second = await read(`${base}&cursor=${first.next}`, `${view || "all"}, second page`);
  return [first, second];
}

export const warm = ({ ours }) => ask(`${ours.url}/healthz`);
