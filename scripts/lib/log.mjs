import { watchParents } from "./parents.mjs";
import { stopAll } from "./proc.mjs";

/** A failure that a person can mend: shown as its message alone, without a stack. */
export class Stop extends Error {}

const colour = (code) => (text) => (process.stdout.isTTY ? `\x1b[${code}m${text}\x1b[0m` : text);
export const bold = colour(1);
export const dim = colour(2);
export const red = colour(31);
export const green = colour(32);

export const say = (text = "") => console.log(text);

/** Runs a command line's main function; whatever happens, the processes it started end with it, and it with npm. */
export async function runMain(main, { whenInterrupted = 130 } = {}) {
  let isInterrupted = false;
  const interrupt = () => {
    if (isInterrupted) return;
    isInterrupted = true;
    stopAll().then(() => process.exit(whenInterrupted));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupt);
  watchParents(interrupt);
  // The terminal that it was said to is gone, and with it whoever would end this.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", interrupt);
  let code;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    // Main sees the programs that it waits for end; that was us.
    if (isInterrupted) return;
    console.error(red(error instanceof Stop ? error.message : (error.stack ?? String(error))));
    code = 1;
  }
  await stopAll();
  process.exit(code);
}

/** Columns padded to their widest cell. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) =>
    row
      .map((cell, i) => String(cell).padEnd(widths[i]))
      .join("  ")
      .trimEnd(),
  );
}
