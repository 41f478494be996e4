import { cookieName } from "../lib/cookie.mjs";
import { figure } from "../lib/figure.mjs";
import { call, closedLoop, post } from "../lib/load.mjs";

/** As in entry/far.ts, which puts them in. */
const far = { hub: 80, primary: 150, replica: 5 };
const loads = 40;
const rows = 2_000;

/** First bytes with everything at a distance: what the sum of the trips is, and what is added to it. */
export async function measureGlobal({ ours }) {
  const slug = "far";
  const { processId, token } = await post(`${ours.url}/__bench/process`, { slug, people: 3 });
  await post(`${ours.url}/__bench/fill`, { processId, slug, from: 1, to: rows + 1, of: rows });
  const bearer = { authorization: `Bearer ${token}` };
  const cookie = { cookie: `${cookieName}=${token}` };
  const { incident } = await post(`${ours.url}/api/incidents`, { title: "Far away", severity: "SEV3" }, bearer);
  const load = (path, headers) => closedLoop(loads, () => firstByte(`${ours.url}${path}`, { headers }));
  const edit = (i) =>
    firstByte(`${ours.url}/api/incidents/${incident.id}`, {
      method: "PATCH",
      headers: bearer,
      body: { title: `Changed for the ${i}th time` },
    });
  const view = [Math.max(far.hub, far.replica)];
  const about = { bare: view, aim: [110, null] };
  return [
    figure("Far away: dashboard, first byte", {
      ours: await load("/dashboard", cookie),
      ...about,
      note: "bare is the sum of the trips: hub 80 ms away, D1 150 ms, its copy 5 ms",
    }),
    figure("Far away: incident, first byte", { ours: await load(`/incidents/${incident.id}`, cookie), ...about }),
    figure("Far away: list, first byte", {
      ours: await load("/incidents", cookie),
      ...about,
      note: "D1's copy is read beside the hub's trip",
    }),
    figure("Far away: list as JSON", { ours: await load("/api/incidents", bearer), ...about }),
    figure("Far away: a command's answer", {
      ours: await closedLoop(loads, edit),
      bare: [far.hub + far.primary],
      aim: [260, null],
      note: "hub, and D1 from there: the answer waits until D1 has it",
    }),
  ];
}

async function firstByte(url, options) {
  const { status, firstByteMs, text } = await call(url, options);
  if (status !== 200) throw new Error(`${url}: ${status} ${text.slice(0, 200)}`);
  return firstByteMs;
}
