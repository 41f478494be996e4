import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { seed } from "../../../scripts/lib/server.mjs";
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

/** Bundles and seeds once; every test file works on a copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "d2c-faults-"));
  const template = join(folder, "data");
  mkdirSync(template);
  const file = await bundle("worker/index.ts", join(folder, "bundle"));
  const port = await freePort();
  const app = await startProcess({ bundle: file, port, dataDir: template, bindings });
  const { accounts } = await seed(`http://127.0.0.1:${port}`, demoToken);
  await app.kill();
  project.provide("bundle", file);
  project.provide("template", template);
  project.provide("accounts", accounts);
  return () => rmSync(folder, { recursive: true, force: true });
}
