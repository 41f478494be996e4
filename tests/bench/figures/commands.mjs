import { figure } from "../lib/figure.mjs";
import { ask, call, openLoop, post } from "../lib/load.mjs";

const rate = { perSecond: 100, seconds: 12 };
const incidents = 40;

/** Commands at a steady rate: an edit (session, permission, validation, audit with before and after, event, search, mirror). */
export async function measureCommands({ ours, bare }) {
  const { token } = await post(`${ours.url}/__bench/process`, { slug: "busy", people: 3 });
  const as = { authorization: `Bearer ${token}` };
  const ids = [];
  for (let i = 0; i < incidents; i++) {
    const { incident } = await post(`${ours.url}/api/incidents`, { title: `Incident ${i}`, severity: "SEV3" }, as);
    ids.push(incident.id);
  }
  const edit = (i, since) =>
    timed(`${ours.url}/api/incidents/${ids[i % incidents]}`, {
      method: "PATCH",
      headers: as,
      body: { title: `Changed for the ${i}th time`, description: `The ${i}th description of what is broken.` },
      since,
    });
  const write = (i, since) =>
    timed(`${bare.url}/write`, { method: "POST", body: { title: `Changed for the ${i}th time` }, since });
  await openLoop({ perSecond: 50, seconds: 1 }, edit);
  const edits = await openLoop(rate, edit);
  await openLoop({ perSecond: 50, seconds: 1 }, write);
  const floor = await openLoop(rate, write);
  const create = (i, since) =>
    timed(`${ours.url}/api/incidents`, {
      method: "POST",
      headers: as,
      body: { title: `Created under load ${i}`, severity: "SEV3" },
      since,
    });
  const creates = await openLoop({ perSecond: 50, seconds: 6 }, create);
  await ask(`${ours.url}/healthz`);
  return [
    figure("Command at 100 a second (edit, mirrored)", {
      ours: edits,
      bare: floor,
      aim: [8, 50],
      note: `open loop, ${rate.seconds} s`,
    }),
    figure("Incident created at 50 a second (mailed, mirrored)", { ours: creates, note: "open loop, 6 s" }),
  ];
}

async function timed(url, options) {
  const { status, text, ms } = await call(url, options);
  if (status >= 300) throw new Error(`${url}: ${status} ${text.slice(0, 300)}`);
  return ms;
}
