import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../scripts/lib/ports.mjs";
import { migrate, type RunningServer, seed, startServer } from "../../scripts/lib/server.mjs";
import { bindings, demoToken } from "./support/settings.ts";

const dataDir = mkdtempSync(join(tmpdir(), "d2c-second-"));
let server: RunningServer | null = null;
afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What `npm start` does, on a folder and settings of the test's own. */
async function start() {
  const envFile = join(dataDir, "vars");
  const { SESSION_SECRET, PASSWORD_SECRET } = bindings;
  writeFileSync(envFile, `SESSION_SECRET=${SESSION_SECRET}\nPASSWORD_SECRET=${PASSWORD_SECRET}\n`);
  await migrate(dataDir);
  const vars = { DEMO: "1", DEMO_TOKEN: demoToken };
  server = await startServer({ port: await freePort(), dataDir, envFile, vars });
  return { url: server.url, seeding: await seed(server.url, demoToken) };
}

async function incidentsAs(url: string, account: { email: string; password: string }) {
  const headers = { "content-type": "application/json" };
  const { email, password } = account;
  const login = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers,
    body: JSON.stringify({ email, password }),
  });
  const { token } = (await login.json()) as { token: string };
  const list = await fetch(`${url}/api/incidents?limit=200`, { headers: { authorization: `Bearer ${token}` } });
  return ((await list.json()) as { items: { id: string; title: string }[] }).items;
}

test("a second start keeps the data and does not seed again", async () => {
  const first = await start();
  const admin = first.seeding.accounts.find((account) => account.process === "Momo" && account.role === "admin");
  if (!admin) throw new Error("The demo has no admin in Momo.");
  const before = await incidentsAs(first.url, admin);
  expect(first.seeding.seeded).toBe(true);
  expect(before.length).toBeGreaterThan(5);
  await server?.stop();

  const second = await start();
  expect(second.seeding.seeded).toBe(false);
  expect(await incidentsAs(second.url, admin)).toEqual(before);
});
