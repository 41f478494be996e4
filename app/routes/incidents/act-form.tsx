import type { ReactNode } from "react";
import { actionOf } from "#app/components/incident/use-incident-action.ts";
import { CommandId } from "#app/kit/forms/command-id.tsx";

interface ActFormProps {
  id: string;
  intent: string;
  fields?: Record<string, string>;
  onAct: () => void;
  /** The button. */
  children: ReactNode;
}

/** A form of one button: whoever is woken by a page can answer it before the script has come, or without any. */
export function ActForm({ id, intent, fields = {}, onAct, children }: ActFormProps) {
  return (
    <form
      method="post"
      action={actionOf(id)}
      className="contents"
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
