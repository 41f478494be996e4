import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { at, root, toolEnv } from "./paths.mjs";

const graceMs = 5000;
const running = new Set();

const guardFile = at("scripts", "lib", "guard.mjs");

/** For a program that runs for long: also ended, with all that it started, should this process be killed. */
export function guarded(child) {
  const stdio = ["pipe", "ignore", "ignore"];
  const guard = spawn(process.execPath, [guardFile, String(child.pid)], { cwd: root, detached: true, stdio });
  guard.unref();
  guard.stdin.unref();
  guard.on("error", () => {});
  child.ended.then(() => guard.kill("SIGKILL"));
  return child;
}

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

/** Ends a program that takes longer. Resolves when it is gone, even if something that left its group holds the output open. */
function endLate(child, ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.isLate = true;
      stop(child).then(() => resolve({ code: null }));
    }, ms);
    child.ended.then(() => clearTimeout(timer));
  });
}

/**
 * Runs a program to its end. `quiet` keeps its output for the caller instead of showing it; a program that is not done
 * after `limitMs` is ended, and `isLate` says so.
 */
export async function run(command, args, { quiet = false, limitMs, ...options } = {}) {
  const lines = [];
  const child = start(command, args, quiet ? { ...options, onLine: (line) => lines.push(line) } : options);
  const ends = limitMs ? [child.ended, endLate(child, limitMs)] : [child.ended];
  const { code, error } = await Promise.race(ends);
  const isLate = child.isLate === true;
  return { ok: code === 0 && !isLate, isLate, code, error, output: lines.join("\n") };
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
