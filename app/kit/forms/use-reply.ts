import { useActionData, useNavigation, useSubmit } from "@remix-run/react";
import { useCallback, useRef } from "react";
import { type Failed, type Failure, failureIn } from "./failure.ts";
import { methodOf, type Sent } from "./sent.ts";

/** What a form that was sent has come to; the same for the page's own form and for one of `useAct`. */
export interface Sending<Answer> {
  answer: Answer | undefined;
  failure: Failure | null;
  pending: boolean;
  /** What was sent last. */
  sent: FormData | null;
  /** Sends the same again, under the same command id. */
  retry: () => void;
}

/** `useActionData` of a route with `keepInput`: the answer of its action, or that the request failed. */
export function useReply<Answer>(): Sending<Answer> {
  // Our answers are plain data, which arrives as it was sent.
  const data = useActionData() as Answer | Failed | undefined;
  const { state, formData, formMethod, formAction } = useNavigation();
  const submit = useSubmit();
  const last = useRef<Sent | null>(null);
  const method = methodOf(formMethod);
  if (formData && formAction && method) last.current = { fields: formData, method, action: formAction };
  const retry = useCallback(() => {
    if (!last.current) return;
    const { fields, method, action } = last.current;
    submit(fields, { method, action, replace: true, preventScrollReset: true });
  }, [submit]);
  const failure = failureIn(data);
  return {
    answer: failure ? undefined : (data as Answer | undefined),
    failure,
    pending: state !== "idle" && formData !== undefined,
    sent: last.current?.fields ?? null,
    retry,
  };
}
