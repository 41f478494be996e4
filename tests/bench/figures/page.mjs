import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "../lib/figure.mjs";
import { closedLoop, post } from "../lib/load.mjs";

const incidents = 150;
const pauseMs = 15;

/** From the request that opens an incident to its first message at a local receiver, and to the page of a tier due at once. */
export async function measurePages({ ours, bare, sink }) {
  const { token } = await post(`${ours.url}/__bench/process`, { slug: "paged", people: 5 });
  const as = { authorization: `Bearer ${token}` };
  const chain = { name: "At once", tiers: [{ afterMinutes: 0, channels: ["email"] }] };
  const { items } = await getJson(`${ours.url}/api/users`, as);
  chain.tiers[0].userId = items[0].id;
  await post(`${ours.url}/api/escalation-chains`, chain, as);

  const pages = [];
  const first = await closedLoop(incidents, async (i) => {
    const mark = `o${i}`;
    const sent = performance.now();
    await post(`${ours.url}/api/incidents`, { title: `Broken #${mark}#`, severity: "SEV2" }, as);
    const [message, page] = await Promise.all([sink.arrival(mark), sink.arrival(`${mark}/page`)]);
    if (i >= 0) pages.push(page - sent);
    await sleep(pauseMs);
    return message - sent;
  });
  const floor = await closedLoop(incidents, async (i) => {
    const mark = `b${i}`;
    const sent = performance.now();
    await post(`${bare.url}/create`, { title: mark });
    const message = await sink.arrival(mark);
    await sleep(pauseMs);
    return message - sent;
  });
  const note = `${incidents} incidents, five people told, one paged`;
  return [
    figure("Incident created → first message", { ours: first, bare: floor, aim: [8, 30], floor: [3.9, 10], note }),
    figure("Incident created → page of a tier due at once", {
      ours: pages,
      bare: floor,
      note: "the second message: after the first is accepted and recorded",
    }),
  ];
}

async function getJson(url, headers) {
  const response = await fetch(url, { headers });
  return response.json();
}
