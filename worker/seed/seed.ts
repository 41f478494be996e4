import { hubOf } from "#durable-objects/stub.ts";
import { setPassword } from "#packages/accounts/commands.server.ts";
import { keepMember } from "#packages/accounts/member.server.ts";
import { systemCaller } from "#packages/core/actor.ts";
import { clock, day, hour, minute } from "#packages/core/clock.ts";
import { platformTag, tagOfProcess } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { ok } from "#packages/core/result.ts";
import { addDays, dateIn } from "#packages/core/zones.ts";
import { createChain } from "#packages/escalations/commands.server.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import type { OnCallRole } from "#packages/on-call/rules.ts";
import { createProcess, registerTenant, updateProcess } from "#packages/processes/commands.server.ts";
import { listTenants } from "#packages/processes/views.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { type Env, settingsOf } from "../env.ts";
import { askHub, type RequestFacts } from "../hub-client.ts";
import { hashPassword } from "../passwords.ts";
import { makeDice } from "./dice.ts";
import { type Cast, type Ending, storiesFor, tell } from "./history.ts";
import { type DemoPerson, type DemoProcess, demoProcesses, peopleOf, platformPeople } from "./people.ts";
import { Script } from "./script.ts";
import { stories } from "./texts.ts";

const historyDays = 30;
/** Per process, oldest first: with the live ones below, 60 incidents in all. */
const pastIncidents = [6, 6, 6, 6, 6, 6, 6, 6];
/** What is going on right now, minutes ago, by process. */
const live: Record<string, [Ending, number][]> = {
  momo: [
    ["waiting", 4],
    ["in_progress", 95],
  ],
  ignite: [
    ["waiting", 11],
    ["acknowledged", 40],
    ["unattended", 52],
  ],
  sunking: [["in_progress", 140]],
  rdg: [["acknowledged", 25]],
  mobihive: [
    ["unattended", 70],
    ["in_progress", 210],
  ],
  sanlam: [["waiting", 2]],
  mba: [["acknowledged", 300]],
  muzanu: [["in_progress", 30]],
};

type Hashes = Map<string, string>;

/** Fills an empty local installation, once, by commands played at their times. Answers the accounts either way. */
export async function seedDemo(env: Env, facts: RequestFacts): Promise<{ seeded: boolean; accounts: object[] }> {
  const accounts = [
    ...platformPeople.map((person) => account(person, "all processes")),
    ...demoProcesses.flatMap((process) => peopleOf(process).map((person) => account(person, process.name))),
  ];
  const isNew = await hubOf(env, platformProcess).isNew();
  const there = isNew ? ok([]) : await askHub(env, platformProcess, systemCaller("setup"), listTenants, {});
  if (!there.ok) throw new Error(`The demo could not be looked up: ${there.error.message} (${facts.requestId})`);
  if (there.value.length >= demoProcesses.length) return { seeded: false, accounts };
  const now = clock.now();
  const hashes = await hashAll(
    [...platformPeople, ...demoProcesses.flatMap(peopleOf)],
    settingsOf(env).PASSWORD_SECRET,
  );
  // The platform's hub takes in what the others tell it from the start.
  await play(env, platformProcess, platformBeginning(now));
  for (const [index, process] of demoProcesses.entries())
    await play(env, process.id, processScript(process, index, now));
  // Last, so that a start that was cut off before begins again.
  await play(env, platformProcess, platformScript(now, hashes));
  return { seeded: true, accounts };
}

const account = ({ role, email, password }: DemoPerson, process: string) => ({ role, email, password, process });

async function hashAll(people: DemoPerson[], secrets: string[]): Promise<Hashes> {
  const hashes: Hashes = new Map();
  for (const { password } of people)
    if (!hashes.has(password)) hashes.set(password, await hashPassword(password, secrets));
  return hashes;
}

async function play(env: Env, processId: string, script: Script): Promise<void> {
  const envelopes = script.envelopes();
  const results = await hubOf(env, processId).play(envelopes);
  const failed = results.findIndex((result) => !result.ok);
  const result = results[failed];
  if (result && !result.ok)
    throw new Error(
      `The demo of ${processId} broke at ${envelopes[failed]?.name}: ${result.error.message} ${JSON.stringify(result.error.fields ?? {})}`,
    );
}

function addPeople(script: Script, at: number, people: DemoPerson[]): void {
  for (const { id, email, name, role } of people) script.add(at, createUser, { id, email, name, role });
}

function platformBeginning(now: number): Script {
  const script = new Script(platformTag);
  const start = now - (historyDays + 2) * day;
  script.add(start, createProcess, { slug: platformProcess, name: "All processes", timeZone: "Asia/Kolkata" });
  return script;
}

/** It begins as the platform did: the same command again is answered as before. */
function platformScript(now: number, hashes: Hashes): Script {
  const script = platformBeginning(now);
  const start = now - (historyDays + 2) * day;
  addPeople(script, start, platformPeople);
  for (const { id, slug, name, timeZone } of demoProcesses)
    script.add(start, registerTenant, { id, slug, name, timeZone });
  // The processes' hubs say so, too: whoever signs in first need not wait for that.
  for (const process of demoProcesses)
    for (const { id: userId, email } of peopleOf(process))
      script.add(start, keepMember, { email, processId: process.id, userId, isActive: true });
  for (const { email, password } of [...platformPeople, ...demoProcesses.flatMap(peopleOf)])
    script.add(start, setPassword, { email, passwordHash: hashes.get(password) });
  return script;
}

function processScript(process: DemoProcess, index: number, now: number): Script {
  const script = new Script(tagOfProcess(process.id));
  const start = now - (historyDays + 2) * day;
  const people = peopleOf(process);
  script.add(start, createProcess, { slug: process.slug, name: process.name, timeZone: process.timeZone });
  addPeople(script, start, people);
  const [first, second, manager, admin] = people;
  if (!first || !second || !manager || !admin) throw new Error(`The demo process ${process.slug} has no team.`);
  script.add(start + hour, updateProcess, { requireRcaFor: ["SEV0", "SEV1", "SEV1A"], unattendedMinutes: 30 }, admin);
  addChains(script, start + 2 * hour, first, manager);
  addOnCall(script, start + 3 * hour, process, [first, second, manager], now);
  const cast: Cast = { slug: process.slug, operators: [first, second], manager, dice: makeDice(process.slug) };
  addHistory(script, cast, index, now);
  return script;
}

function addChains(script: Script, at: number, first: DemoPerson, manager: DemoPerson): void {
  const critical = [
    { afterMinutes: 0, channels: ["email", "in_app"], userId: null },
    { afterMinutes: 15, channels: ["email"], userId: manager.id },
  ];
  for (const severity of ["SEV0", "SEV1", "SEV1A"]) {
    script.add(at, createChain, { name: `${severity} Escalation`, severity, repeat: 2, tiers: critical }, manager);
  }
  const high = [
    { afterMinutes: 5, channels: ["email"], userId: null },
    { afterMinutes: 30, channels: ["email"], userId: first.id },
    { afterMinutes: 60, channels: ["email"], userId: manager.id },
  ];
  script.add(at, createChain, { name: "SEV2 Escalation", severity: "SEV2", repeat: 0, tiers: high }, manager);
}

/** Two operators take turns by week, the manager stands behind them on weekends; one day ahead is left open, to show a gap. */
function addOnCall(
  script: Script,
  at: number,
  process: DemoProcess,
  [first, second, manager]: [DemoPerson, DemoPerson, DemoPerson],
  now: number,
): void {
  const from = dateIn(process.timeZone, at);
  const gap = addDays(dateIn(process.timeZone, now), 9);
  const end = addDays(gap, 6);
  for (let week = 0, date = from; date <= end; week++, date = addDays(date, 7)) {
    const [primary, backup] = week % 2 === 0 ? [first, second] : [second, first];
    const to = least(addDays(date, 6), end);
    const put = (person: DemoPerson, role: OnCallRole, days: { date: string; to: string }) => {
      if (days.date <= days.to) script.add(at, createOnCall, { userId: person.id, role, ...days }, manager);
    };
    const open = gap >= date && gap <= to;
    put(primary, "primary", { date, to: open ? addDays(gap, -1) : to });
    if (open) put(primary, "primary", { date: addDays(gap, 1), to });
    put(backup, "backup", { date, to });
    put(manager, "escalation", { date: addDays(date, 5), to });
  }
}

const least = (a: string, b: string) => (a < b ? a : b);

function addHistory(script: Script, cast: Cast, index: number, now: number): void {
  const count = pastIncidents[index] ?? 0;
  const order = storiesFor(cast);
  const past = Array.from({ length: count }, (_, place) => {
    const span = (historyDays - 2) * day;
    return {
      openedAt: now - historyDays * day + Math.floor(((place + cast.dice.next() * 0.8) / count) * span),
      ending: (place === 1 ? "reopened" : "resolved") as Ending,
    };
  });
  const current = (live[cast.slug] ?? []).map(([ending, minutesAgo]) => ({
    openedAt: now - minutesAgo * minute,
    ending,
  }));
  const all = [...past, ...current].sort((a, b) => a.openedAt - b.openedAt);
  const severe = stories.filter((story) => story.severity <= "SEV1A");
  all.forEach(({ openedAt, ending }, place) => {
    const story = ending === "waiting" ? cast.dice.pick(severe) : order[place % order.length];
    if (story) tell(script, cast, { number: place + 1, openedAt, ending, story });
  });
}
