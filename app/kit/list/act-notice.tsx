import { FormError } from "#app/components/ui/form/form-error.tsx";
import { FormFailure } from "../forms/form-failure.tsx";
import { useReply } from "../forms/use-reply.ts";
import type { Acted } from "./acted.ts";

/** Above a list what came of the form of one of its rows, also where there is no script. */
export function ActNotice() {
  const reply = useReply<Acted>();
  const { answer } = reply;
  return (
    <>
      <FormFailure of={reply} />
      <FormError errors={answer && !answer.ok ? [answer.message] : undefined} />
      {answer?.ok && (
        <p role="status" className="text-text-muted">
          {answer.message}
        </p>
      )}
    </>
  );
}
