import { useActionData } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { failureIn } from "./failure.ts";

export const commandIdField = "commandId";
export const newCommandId = (): string => crypto.randomUUID();

/**
 * The id of what a form asks for. It stays until the server has answered, so that a form whose answer was lost is sent again
 * as the same act; then the next thing typed gets another. `answer`: of the form's action.
 */
export function useCommandId(answer: unknown) {
  const [id, setId] = useState(newCommandId);
  useEffect(() => {
    if (answer !== undefined && failureIn(answer) === null) setId(newCommandId());
  }, [answer]);
  return { id, renew: useCallback(() => setId(newCommandId()), []), resume: setId };
}

/**
 * In each form that is sent: however often, it is one act, until it is answered. `answer`: of a fetcher's form; the page's own
 * forms have theirs from the page.
 */
export function CommandId({ answer }: { answer?: unknown }) {
  const ofPage = useActionData();
  return <CommandIdField id={useCommandId(answer ?? ofPage).id} />;
}

/** The same for a form that keeps its id itself. Of the server's rendering it is another one than of the browser's: each is good. */
export const CommandIdField = ({ id }: { id: string }) => (
  <input type="hidden" name={commandIdField} value={id} autoComplete="off" suppressHydrationWarning />
);
