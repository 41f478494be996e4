import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { seed } from "../../../scripts/lib/server.mjs";
import { lifted } from "./limits.ts";
import { bundle, startProcess } from "./process.mjs";
import { bindings, demoToken } from "./settings.ts";

type Accounts = Awaited<ReturnType<typeof seed>>["accounts"];

declare module "vitest" {
  interface ProvidedContext {
    /** The deployed Worker in one file. */
    bundle: string;
    /** A folder with migrated databases and the demo data, to be copied. */
    template: string;
    accounts: Accounts;
  }
}

/** Tests do in a minute what a person does in a day: what one may ask for is set as high as it can be. */
async function liftLimits(url: string, accounts: Accounts): Promise<void> {
  const account = accounts.find((one) => one.role === "super_admin");
  const call = async (method: string, path: string, token: string | null, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const signIn = { email: account?.email, password: account?.password };
  const { token } = (await call("POST", "/api/auth/login", null, signIn)) as { token: string };
  const { items } = (await call("GET", "/api/processes", token)) as { items: { id: string }[] };
  for (const { id } of [...items, { id: "platform" }]) await call("PATCH", `/api/processes/${id}`, token, lifted);
}

/** Bundles and seeds once; every test file works on a copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "d2c-faults-"));
  const template = join(folder, "data");
  mkdirSync(template);
  const file = await bundle("worker/index.ts", join(folder, "bundle"));
  const port = await freePort();
  const app = await startProcess({ bundle: file, port, dataDir: template, bindings, inspected: false });
  const url = `http://127.0.0.1:${port}`;
  const { accounts } = await seed(url, demoToken);
  await liftLimits(url, accounts);
  await app.kill();
  project.provide("bundle", file);
  project.provide("template", template);
  project.provide("accounts", accounts);
  return () => rmSync(folder, { recursive: true, force: true });
}
