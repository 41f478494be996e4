import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { figure } from "../lib/figure.mjs";
import { post } from "../lib/load.mjs";

const watchers = 1_000;
/** A session may open ten sockets. */
const people = 100;
const events = 60;
const pauseMs = 40;
const atOnce = 50;

async function connect(url, tokens, onMessage) {
  const sockets = [];
  while (sockets.length < watchers) {
    const opened = Array.from(
      { length: atOnce },
      (_, index) =>
        new Promise((resolve, reject) => {
          const token = tokens[(sockets.length + index) % tokens.length];
          const headers = token ? { authorization: `Bearer ${token}` } : {};
          const socket = new WebSocket(url.replace("http", "ws"), { headers, perMessageDeflate: false });
          socket.once("open", () => resolve(socket));
          socket.once("error", reject);
          socket.on("message", onMessage);
        }),
    );
    sockets.push(...(await Promise.all(opened)));
  }
  return sockets;
}

/** From the request to the last of all watchers having it. */
async function fanOut(url, tokens, say) {
  let count = 0;
  let last = 0;
  const onMessage = (data) => {
    // The greeting has no event in it.
    if (!data.includes('"activity"')) return;
    count += 1;
    last = performance.now();
  };
  const sockets = await connect(url, tokens, onMessage);
  const figures = [];
  for (let i = -5; i < events; i++) {
    count = 0;
    const sent = performance.now();
    await say(i);
    for (let waited = 0; count < watchers && waited < 5_000; waited += 2) await sleep(2);
    if (count !== watchers) throw new Error(`${count} of ${watchers} watchers saw event ${i}.`);
    if (i >= 0) figures.push(last - sent);
    await sleep(pauseMs);
  }
  for (const socket of sockets) socket.terminate();
  return figures;
}

export async function measureWatchers({ ours, bare }) {
  const { token, tokens } = await post(`${ours.url}/__bench/process`, { slug: "watched", people });
  const as = { authorization: `Bearer ${token}` };
  const { incident } = await post(`${ours.url}/api/incidents`, { title: "Watched", severity: "SEV4" }, as);
  const comment = (i) => post(`${ours.url}/api/incidents/${incident.id}/comment`, { text: `Comment ${i}` }, as);
  const figures = await fanOut(`${ours.url}/api/activity/socket`, tokens, comment);
  const floor = await fanOut(`${bare.url}/socket`, [], (i) => post(`${bare.url}/say`, { text: `Comment ${i}` }));
  return [
    figure("Event → last of 1,000 watchers", {
      ours: figures,
      bare: floor,
      aim: [28, 38],
      floor: [24.5, 29.8],
      tail: 0.95,
      note: `${events} comments, one client process`,
    }),
  ];
}
