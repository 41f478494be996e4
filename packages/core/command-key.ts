/** The id of a command that a person's own key names: another person's same key is another command. `place`: which one of a request. */
export const keyedCommandId = (userId: string, place: number, key: string): string => `${userId}:${place}:${key}`;

/** The key that this person gave a command; null where it is not theirs. */
export function ownKeyOf(commandId: string, userId: string): string | null {
  const prefix = `${userId}:`;
  if (!commandId.startsWith(prefix)) return null;
  return commandId.slice(commandId.indexOf(":", prefix.length) + 1);
}
