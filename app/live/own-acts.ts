const mostKept = 100;
const own = new Set<string>();

/** Call when a command is sent from this window: events that it causes don't make the page load again, its own answer does. */
export function noteOwnAct(commandId: string): void {
  const [oldest] = own;
  if (own.size >= mostKept && oldest !== undefined) own.delete(oldest);
  own.add(commandId);
}

export const isOwnAct = (commandId: string): boolean => own.has(commandId);
