import { type ChangeEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { splitTags } from "#packages/core/tags.ts";

export interface TagInputProps {
  id: string;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  /** Tags in use, offered while typing. */
  suggestions: readonly string[];
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
}

/** Tags one by one: Enter or a comma ends one, Backspace in an empty field takes the last one off. Cleaned as they come. */
export function TagInput({ id, tags, onChange, suggestions, ...aria }: TagInputProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const add = (more: string) => {
    setText("");
    onChange([...new Set([...tags, ...splitTags(more)])]);
  };
  const remove = (tag: string) => {
    onChange(tags.filter((one) => one !== tag));
    input.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = tags.at(-1);
    if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && last) remove(last);
  };
  const type = ({ currentTarget: { value }, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
    // What was chosen from the list came as a whole; what is typed may go on.
    const chosen = !(nativeEvent instanceof InputEvent) || nativeEvent.inputType === "insertReplacementText";
    if (/[,\n]/.test(value) || (chosen && suggestions.includes(value))) add(value);
    else setText(value);
  };
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-1 rounded-md border border-border-strong bg-surface-raised px-1.5 py-1 has-aria-invalid:border-danger has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus sm:min-h-9">
      {tags.map((tag) => (
        <span
          key={tag}
          className="inline-flex max-w-full items-center rounded bg-surface-sunken pl-2 text-small font-medium"
        >
          <bdi className="truncate">{tag}</bdi>
          <button
            type="button"
            aria-label={`Remove ${tag}`}
            onClick={() => remove(tag)}
            className="flex size-9 shrink-0 items-center justify-center rounded hover:text-danger-text sm:size-6"
          >
            <Icon name="x" className="size-3" />
          </button>
        </span>
      ))}
      <input
        {...aria}
        ref={input}
        id={id}
        list={listId}
        value={text}
        autoComplete="off"
        dir="auto"
        onChange={type}
        onKeyDown={press}
        onBlur={() => text && add(text)}
        className="min-w-24 flex-1 bg-transparent px-1.5 py-0.5 outline-none"
      />
      <datalist id={listId}>
        {suggestions
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  );
}
