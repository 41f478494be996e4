import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { pulse } from "./fuzz/pulse.ts";
import { type FuzzRequest, knownAttacks, type Material, requestOf } from "./fuzz/requests.ts";
import { Sender } from "./fuzz/send.ts";
import { allTargets, knownIds } from "./fuzz/targets.ts";
import { App, type Person } from "./support/app.ts";
import { liftLimits } from "./support/limits.ts";
import { memoryOf } from "./support/memory.ts";

/** `npm run fuzz` sets them. Without, it is so many requests, the same each time, beside other tests on a busy machine. */
const asked = process.env.FUZZ_SECONDS;
const seconds = Number(asked ?? Number.POSITIVE_INFINITY);
const most = asked ? Number.POSITIVE_INFINITY : 700;
const seed = Number(process.env.FUZZ_SEED ?? 1);
/** What one answer may take. A machine that is busy with other tests is slow for its own reasons. */
const slowMs = asked ? 1_000 : 10_000;
/** Of the Worker's heap, and of the whole workerd, whose databases grow with what is written and whose caches fill. */
const mostGrownMb = { heap: 64, resident: 512 };
const megabyte = 1024 * 1024;
const mostProblems = 50;
const atOnce = 4;
const processName = "Ignite";
const platformProcess = "platform";
/** The least that the product may refuse by its size alone: then it hangs up while the rest is still being sent. */
const refusedBytes = 16_384;

let app: App;
let sender: Sender;
let material: Material;
/** Somebody of every role, by the role; and nobody. */
const people = new Map<string, Person | null>([["nobody", null]]);

beforeAll(async () => {
  app = await App.create({ inspected: true });
  sender = new Sender(app.port);
  const roles = [...new Set(inject("accounts").map((account) => account.role))];
  for (const role of roles) {
    const accounts = inject("accounts").filter((account) => account.role === role);
    const account = accounts.find((one) => one.process === processName) ?? accounts[0];
    if (account) people.set(role, await app.signIn(account.process, role));
  }
  const readers = [people.get("admin"), people.get("super_admin")].filter((one) => one !== null && one !== undefined);
  const [reader] = readers;
  if (!reader) throw new Error("The demo has no admin.");
  const targets = await allTargets(reader);
  material = { targets, ids: await knownIds(readers, targets), origin: app.url };
});
afterAll(async () => {
  sender.close();
  await app.close();
});

const problems: string[] = [];
const underWay = new Set<string>();
const statuses = new Map<number, number>();

function report(
  what: string,
  number: number,
  who: string,
  { method, path, headers, body }: FuzzRequest,
  text = "",
): void {
  const told = [
    JSON.stringify(headers),
    body ? `${body.length} bytes: ${body.toString().slice(0, 300)}` : "no body",
    text,
  ];
  problems.push(
    `${what} (seed ${seed}, number ${number}, ${who}) ${method} ${path.slice(0, 300)}\n  ${told.join("\n  ")}`,
  );
}

/** Signing out is among what is tried; whose session it ended signs in again, once for all who noticed. */
const renewals = new Map<string, Promise<void>>();
async function renew(role: string, old: Person): Promise<void> {
  if ((await old.try("/api/auth/me")).status !== 401) return;
  const account = inject("accounts").find((one) => one.email === old.email);
  // Somebody deactivated by what was tried goes on with a session that has ended.
  people.set(role, account ? await app.signIn(account.process, role).catch(() => old) : old);
}

/** Whoever is slow once may have had bad luck; whoever is slow three times, alone, is slow. */
async function staysSlow(request: FuzzRequest, token: string | null): Promise<boolean> {
  for (let tries = 0; tries < 2; tries++) {
    const again = await sender.send(request, token).catch(() => null);
    if (again && again.ms <= slowMs) return false;
  }
  return true;
}

async function tryOne(request: FuzzRequest, number: number, who: string): Promise<void> {
  const what = `number ${number}, ${who}: ${request.method} ${request.path.slice(0, 100)}`;
  underWay.add(what);
  await judge(request, number, who).finally(() => underWay.delete(what));
}

async function judge(request: FuzzRequest, number: number, who: string): Promise<void> {
  const token = people.get(who)?.token ?? null;
  const answer = await sender.send(request, token).catch((error: Error) => error);
  if (answer instanceof Error) {
    const hungUp = /EPIPE|ECONNRESET/.test(answer.message) && (request.body?.length ?? 0) > refusedBytes;
    if (!hungUp) report(`No answer: ${answer.message}`, number, who, request);
    return;
  }
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  const person = people.get(who);
  if (answer.status === 401 && person) {
    const renewal = renewals.get(who) ?? renew(who, person).finally(() => renewals.delete(who));
    renewals.set(who, renewal);
    await renewal;
  }
  if (answer.status >= 500) report(`Answered ${answer.status}`, number, who, request, answer.text);
  if (answer.ms > slowMs && (await staysSlow(request, token)))
    report(`Took ${Math.round(answer.ms)} ms`, number, who, request);
}

/** Settings are among what is tried: limits that were lowered are lifted again, or all else would only be refused. */
async function keepLimitsHigh(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const admin = people.get("super_admin");
    for (const processId of [processName.toLowerCase(), platformProcess]) if (admin) await liftLimits(admin, processId);
    await sleep(2_000);
  }
}

/** The log is whole, and nothing broke inside that an answer did not show. */
async function everythingStands(): Promise<void> {
  const account = inject("accounts").find((one) => one.role === "super_admin");
  const admin = await app.signIn(account?.process ?? "platform", "super_admin");
  const { body } = await admin.send("/api/errors");
  const broken = (body.items as { kind: string; message: string; where: string }[])
    // What a browser reports is anybody's word.
    .filter(({ kind }) => !kind.startsWith("browser"))
    .map(({ kind, message, where }) => `${kind} at ${where}: ${message}`);
  expect(broken, "unexpected errors that the app noted").toEqual([]);
  const processes = (await admin.send("/api/processes")).body.items as { id: string }[];
  expect(processes.length).toBeGreaterThan(1);
  for (const { id } of processes)
    expect((await admin.send(`/api/audit-log/verify?processId=${id}`)).body, id).toMatchObject({ ok: true });
}

test(`${asked ? `${asked} s of` : most} odd requests (seed ${seed}) get answers, by every role and by nobody, and leave the app as it was`, async () => {
  const roles = [...people.keys()];
  const attacks = knownAttacks(material);
  let [number, isOver] = [0, false];
  const lane = async (until: number, last: number) => {
    while (Date.now() < until && number < last && problems.length < mostProblems) {
      const own = number++;
      const { request, dice } = requestOf(seed, own, material);
      await tryOne(attacks[own] ?? request, own, dice.pick(roles));
    }
  };
  const tryFor = (share: number) => {
    const until = Date.now() + share * seconds * 1_000;
    return Promise.all(Array.from({ length: atOnce }, () => lane(until, number + share * most)));
  };
  const healthz = pulse(sender, { isOver: () => isOver, slowMs, underWay, problems });
  const limits = keepLimitsHigh(() => isOver);
  // Code and caches that every use fills are in memory after the first part; what is kept for each request is not.
  await tryFor(1 / 4);
  const before = await memoryOf(app.running);
  await tryFor(3 / 4);
  const after = await memoryOf(app.running);
  isOver = true;
  const longest = await healthz;
  await limits;
  const grown = {
    heap: (after.heap - before.heap) / megabyte,
    resident: ((after.resident ?? 0) - (before.resident ?? 0)) / megabyte,
  };
  const counts = [...statuses].sort(([one], [other]) => one - other).map(([status, count]) => `${count} × ${status}`);
  console.log(
    `${number} requests to ${material.targets.length} addresses, ${Math.min(number, attacks.length)} of them known attacks: ${counts.join(", ")}; /healthz took ${Math.round(longest)} ms at most; ${Math.round(grown.heap)} MB more in the heap, ${Math.round(grown.resident)} MB in all`,
  );
  expect(problems.length, problems.slice(0, 10).join("\n")).toBe(0);
  expect(grown.heap, "MB that the Worker kept").toBeLessThan(mostGrownMb.heap);
  expect(grown.resident, "MB that workerd kept").toBeLessThan(mostGrownMb.resident);
  expect(statuses.get(200) ?? 0, "some requests must get through, or nothing was tried").toBeGreaterThan(20);
  await everythingStands();
});
