import { Agent, request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One request; `ms` is to the last byte, `firstByteMs` to the first, both from `since` (default: now). */
export function call(url, { method = "GET", headers = {}, body, since = performance.now() } = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const all = text === undefined ? headers : { "content-type": "application/json", ...headers };
    const request = httpRequest(url, { method, agent, headers: all }, (response) => {
      const firstByteMs = performance.now() - since;
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
          firstByteMs,
          ms: performance.now() - since,
        }),
      );
    });
    request.on("error", reject);
    request.end(text);
  });
}

/** The JSON of an answer that must be a success. */
export async function ask(url, options) {
  const { status, text } = await call(url, options);
  if (status >= 300) throw new Error(`${options?.method ?? "GET"} ${url}: ${status} ${text.slice(0, 400)}`);
  return text ? JSON.parse(text) : null;
}

export const post = (url, body, headers = {}) => ask(url, { method: "POST", body, headers });

/** One after the other, each latency kept as it was. `work` answers its own figure. */
export async function closedLoop(count, work) {
  for (let i = 0; i < Math.min(10, count); i++) await work(-1 - i);
  const figures = [];
  for (let i = 0; i < count; i++) figures.push(await work(i));
  return figures;
}

/** At a fixed rate whatever the answers do, each counted from the time it should have been sent. */
export async function openLoop({ perSecond, seconds }, work) {
  const start = performance.now() + 50;
  const pending = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    const due = start + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    pending.push(work(i, due));
  }
  return Promise.all(pending);
}

export function percentile(figures, share) {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
