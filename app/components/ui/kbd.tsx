/** A shortcut as `useHotkeys` writes it: "g i" shows two keys. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="inline-flex min-w-6 items-center justify-center rounded border border-border-strong bg-surface px-1.5 font-sans text-small text-text"
        >
          {key.replace("mod+", "⌘/Ctrl ").replace(/ ([a-z])$/, (_, letter: string) => ` ${letter.toUpperCase()}`)}
        </kbd>
      ))}
    </span>
  );
}
