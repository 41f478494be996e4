/** What is typed while the palette is still being fetched: it is for the palette, and never a shortcut of the page. */
let text: string | null = null;

export const beginTypingAhead = (): void => {
  text ??= "";
};

/** Whether the key was taken. */
export function typeAhead(key: string): boolean {
  if (text === null) return false;
  if (key.length === 1) text += key;
  return true;
}

export function takeTypedAhead(): string {
  const taken = text ?? "";
  text = null;
  return taken;
}
