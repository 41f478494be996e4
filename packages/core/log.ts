type Fields = Record<string, unknown>;
type Tap = (event: string, fields: Fields) => void;

let tap: Tap | null = null;

/** Whoever is told of each error beside the log line; the host sets it. Null: nobody. Must not throw. */
export function tapErrors(next: Tap | null): void {
  tap = next;
}

/** One JSON line per happening; no secrets, no personal data beyond ids and network addresses. */
function write(level: "info" | "error", event: string, fields: Fields): void {
  const line = JSON.stringify({ level, event, at: new Date().toISOString(), ...fields });
  if (level === "error") console.error(line);
  // biome-ignore lint/suspicious/noConsole: the platform collects logs from the console; this is the one place that writes there
  else console.log(line);
}

export const logInfo = (event: string, fields: Fields) => write("info", event, fields);

export function logError(event: string, fields: Fields): void {
  write("error", event, fields);
  tap?.(event, fields);
}

/** An error as the log has it: with its stack where it has one. */
export const describe = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
