import { useEffect, useState } from "react";
import { failureIn } from "./failure.ts";

export const commandIdField = "commandId";
export const newCommandId = (): string => crypto.randomUUID();

/**
 * In each form that is sent: however often, it is one act. The id stays until the server has answered, so that a form whose
 * answer was lost is sent again as the same act; then the next thing typed gets another. `answer`: of the form's action.
 */
export function CommandId({ answer }: { answer?: unknown }) {
  const [id, setId] = useState(newCommandId);
  useEffect(() => {
    if (answer !== undefined && failureIn(answer) === null) setId(newCommandId());
  }, [answer]);
  // Of the server's rendering it is another one than of the browser's: each is good.
  return <input type="hidden" name={commandIdField} value={id} autoComplete="off" suppressHydrationWarning />;
}
