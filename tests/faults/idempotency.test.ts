import { afterAll, beforeAll, expect, test } from "vitest";
import { App, chainFor, type Person } from "./support/app.ts";
import { pagesByMark, untilPaged } from "./support/mail.ts";

const times = 50;
let app: App;
let admin: Person;

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn("RDG", "admin");
  await admin.post("/api/escalation-chains", chainFor(admin, "SEV3", 0));
});
afterAll(() => app.close());

const burst = (mark: string) =>
  Promise.allSettled(
    Array.from({ length: times }, () =>
      admin.try("/api/incidents", {
        method: "POST",
        body: { title: `Once #${mark}#`, severity: "SEV3" },
        key: `key-${mark}`,
      }),
    ),
  );

type Settled = Awaited<ReturnType<typeof burst>>;
const answered = (settled: Settled) => settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));

async function openCount(mark: string): Promise<number> {
  const all = await admin.all("/api/incidents?severity=SEV3");
  return all.filter((incident) => incident.title === `Once #${mark}#`).length;
}

test(`the same key ${times} times in parallel gives one incident, one page and ${times} equal answers, after a kill too`, async () => {
  const first = answered(await burst("parallel"));
  expect(first.map((answer) => answer.status)).toEqual(Array(times).fill(201));
  expect(new Set(first.map((answer) => answer.text)).size).toBe(1);
  await untilPaged(app.mail, ["parallel"]);

  await app.kill();
  await app.start();
  const again = answered(await burst("parallel"));
  expect(new Set(again.map((answer) => answer.text))).toEqual(new Set([first[0]?.text]));
  expect(await openCount("parallel")).toBe(1);
  expect(pagesByMark(app.mail).get("parallel")).toBe(1);
});

test("a kill in the middle of them leaves one incident or none, and repeating gives one", async () => {
  const under = burst("killed");
  await new Promise((resolve) => setTimeout(resolve, 25));
  await app.kill();
  const before = answered(await under).filter((answer) => answer.status === 201);
  await app.start();
  const after = answered(await burst("killed"));
  expect(after.map((answer) => answer.status)).toEqual(Array(times).fill(201));
  expect(new Set([...before, ...after].map((answer) => answer.text)).size).toBe(1);
  await untilPaged(app.mail, ["killed"]);
  expect(await openCount("killed")).toBe(1);
  expect(pagesByMark(app.mail).get("killed")).toBe(1);
});

test("the same key with another body is refused", async () => {
  const body = { title: "Another #parallel#", severity: "SEV3" };
  expect((await admin.try("/api/incidents", { method: "POST", body, key: "key-parallel" })).status).toBe(409);
});
