import type { ReactNode } from "react";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { actionOf } from "./use-incident-action.ts";

interface ActFormProps {
  id: string;
  intent: string;
  fields?: Record<string, string>;
  onAct: () => void;
  className?: string;
  /** The button. */
  children: ReactNode;
}

/** A form of one button: whoever is woken by a page can answer it before the script has come, or without any. */
export function ActForm({ id, intent, fields = {}, onAct, className = "contents", children }: ActFormProps) {
  return (
    <form
      method="post"
      action={actionOf(id)}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onAct();
      }}
    >
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <CommandId />
      {children}
    </form>
  );
}
