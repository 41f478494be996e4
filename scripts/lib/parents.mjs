import { execFileSync } from "node:child_process";

const lookMs = 500;

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
};

function parentOf(pid) {
  try {
    return Number(execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" })) || null;
  } catch {
    return null;
  }
}

/**
 * Calls `ended` once npm, or the shell that it runs scripts in, is gone: a signal to npm reaches neither its shell's children nor,
 * a SIGKILL, anybody. Without npm nothing is watched: whoever put this into the background wants it there.
 */
export function watchParents(ended) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watched = [shell, npm].filter((pid) => pid && pid > 1);
  const timer = setInterval(() => {
    if (process.ppid === shell && watched.every(isAlive)) return;
    clearInterval(timer);
    ended();
  }, lookMs);
  timer.unref();
}
