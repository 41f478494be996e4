/** One JSON line per happening; no secrets, no personal data beyond ids. */
function write(level: "info" | "error", event: string, fields: Record<string, unknown>): void {
  const line = JSON.stringify({ level, event, at: new Date().toISOString(), ...fields });
  if (level === "error") console.error(line);
  // biome-ignore lint/suspicious/noConsole: the platform collects logs from the console; this is the one place that writes there
  else console.log(line);
}

export const logInfo = (event: string, fields: Record<string, unknown>) => write("info", event, fields);
export const logError = (event: string, fields: Record<string, unknown>) => write("error", event, fields);
