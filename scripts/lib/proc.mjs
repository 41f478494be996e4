import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root, toolEnv } from "./paths.mjs";

const graceMs = 5000;
const running = new Set();

/**
 * Starts a program in a process group of its own: Ctrl-C reaches only us, and ending it ends what it started too.
 * With `onLine` its output comes here line by line, otherwise it goes straight to the terminal.
 */
export function start(command, args, { env = toolEnv(), cwd = root, onLine } = {}) {
  const output = onLine ? "pipe" : "inherit";
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", output, output] });
  running.add(child);
  child.ended = new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, error }));
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  child.ended.then(() => running.delete(child));
  if (onLine) for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
  return child;
}

/** Runs a program to its end. `quiet` keeps its output for the caller instead of showing it. */
export async function run(command, args, { quiet = false, ...options } = {}) {
  const lines = [];
  const child = start(command, args, quiet ? { ...options, onLine: (line) => lines.push(line) } : options);
  const { code, error } = await child.ended;
  return { ok: code === 0, code, error, output: lines.join("\n") };
}

/** Kills a group outright, stragglers included; the leader may be gone already. */
export function killGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

export async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const timer = setTimeout(() => killGroup(child), graceMs);
  await new Promise((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve(),
  );
  clearTimeout(timer);
  killGroup(child);
}

export const stopAll = () => Promise.all([...running].map(stop));

process.on("exit", () => {
  for (const child of running) killGroup(child);
});
