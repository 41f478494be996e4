import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test, vi } from "vitest";
import { at } from "../../scripts/lib/paths.mjs";
import { freePort, isListening } from "../../scripts/lib/ports.mjs";
import { patienceMs } from "./support/until.ts";

const until = (is: () => Promise<boolean>) => vi.waitUntil(is, { timeout: patienceMs, interval: 50 });

interface Started {
  npm: ChildProcess;
  /** Of our own command line, below npm. */
  pid: number;
  port: number;
}

/** `npm start` of a package whose start is a command line of ours. */
async function npmStart(dir: string): Promise<Started> {
  const port = await freePort();
  const command = `node ${at("tests/faults/support/long-running.mjs")} ${port}`;
  writeFileSync(join(dir, "package.json"), JSON.stringify({ scripts: { start: command } }));
  const npm = spawn("npm", ["start"], { cwd: dir, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  let pid = 0;
  createInterface({ input: npm.stdout }).on("line", (line) => {
    if (line.startsWith("pid ")) pid = Number(line.slice(4));
  });
  await until(async () => pid > 0 && (await isListening(port)));
  return { npm, pid, port };
}

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const ways: Record<string, (started: Started) => void> = {
  "SIGTERM to npm": ({ npm }) => npm.kill("SIGTERM"),
  "SIGKILL to npm": ({ npm }) => npm.kill("SIGKILL"),
  "the end of its terminal": ({ npm }) => process.kill(-Number(npm.pid), "SIGHUP"),
  "SIGKILL to itself": ({ pid }) => process.kill(pid, "SIGKILL"),
};

test("npm start ends with npm, with its terminal and when it is killed, and leaves no server behind", async () => {
  const dir = mkdtempSync(join(tmpdir(), "d2c-lifecycle-"));
  try {
    for (const end of Object.values(ways)) {
      const started = await npmStart(dir);
      end(started);
      await until(async () => !(await isListening(started.port)) && !isThere(started.pid));
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("a start that finds its port held by an earlier one says which, and how to end it", async () => {
  const port = await freePort();
  const holder = createServer().listen(port, "127.0.0.1");
  const dir = at(".wrangler", `state-${port}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "running.json"), JSON.stringify({ pid: process.pid, port }));
  try {
    const start = spawn(process.execPath, [at("scripts/start.mjs"), "--port", String(port)], { stdio: "pipe" });
    let said = "";
    start.stderr.on("data", (text) => (said += text));
    const [code] = await once(start, "close");
    expect(code).toBe(1);
    expect(said).toContain(`An earlier npm start of this folder is running at http://localhost:${port}`);
    expect(said).toContain(`kill ${process.pid}\n`);
  } finally {
    holder.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
