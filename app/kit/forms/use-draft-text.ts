import { useEffect, useState } from "react";
import { useUnsaved } from "#app/lib/unsaved.tsx";
import { useCommandId } from "./command-id.tsx";
import { useDraft } from "./use-draft.ts";

/** For a form of one text, such as a comment: kept as a draft, asked about before it is left, and sent as one act. */
export function useDraftText(form: string, answer: unknown) {
  const [text, setText] = useState("");
  const { id, renew, resume } = useCommandId(answer);
  const { keep, restoredAt, kept, drop } = useDraft<string>(form, ({ value, commandId }) => {
    setText(value);
    resume(commandId);
  });
  const has = text.trim() !== "";
  useEffect(() => keep(has ? { commandId: id, version: null, value: text } : null), [keep, has, id, text]);
  const discard = () => {
    drop();
    setText("");
    renew();
  };
  useUnsaved(has, { kept, discard });
  /** The server has this much of it: what was typed meanwhile stays. */
  const saved = (sent: FormDataEntryValue | null) => {
    drop();
    setText((now) => (now === sent ? "" : now));
  };
  return { text, setText, commandId: id, restoredAt: has ? restoredAt : null, discard, saved };
}
