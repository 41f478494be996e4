import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { commandIdField, newCommandId } from "./command-id.tsx";
import { type Failed, type Failure, failureIn, failureOf } from "./failure.ts";
import { type Method, methodOf, type Sent } from "./sent.ts";
import type { Sending } from "./use-reply.ts";

export interface SendOptions {
  /** The page whose action it is for; by default that of `useAct`, and without one this page. */
  action?: string;
  method?: Method;
}

export interface ActOptions<Answer> {
  /** Called once for each answer of the action, when the page shows what came of it. `sent`: what it answers. */
  onAnswer?: (answer: Answer, sent: FormData) => void;
  /** The form shows a failure itself, with `FormFailure`; otherwise a toast tells it, with a way to try again. */
  quiet?: boolean;
}

export interface Act<Answer> extends Sending<Answer> {
  fetcher: FetcherWithComponents<unknown>;
  /** What is under way, by the form's `intent`; null: nothing. */
  intent: FormDataEntryValue | null;
  send: (fields: Record<string, string>, options?: SendOptions) => void;
}

/**
 * One act, sent by a button (`send`) or a form (`fetcher.Form` with a `CommandId` in it). A failed request is no answer: it
 * is told as what it is, and `retry` sends the same again under the same id, which the server carries out once.
 */
export function useAct<Answer>(action?: string, { onAnswer, quiet = false }: ActOptions<Answer> = {}): Act<Answer> {
  const fetcher = useFetcher<Answer | Failed>();
  const { state, formData, formMethod, formAction, submit } = fetcher;
  // Our answers are plain data, which arrives as it was sent.
  const data = fetcher.data as Answer | Failed | undefined;
  const last = useRef<Sent | null>(null);
  const [unsent, setUnsent] = useState<Failure | null>(null);
  const method = methodOf(formMethod);
  if (formData && formAction && method) last.current = { fields: formData, method, action: formAction };

  const put = useCallback(
    ({ fields, method, action }: Sent) => {
      last.current = { fields, method, action };
      // The router would fetch the script of a page that has not been opened yet, and load everything anew without it.
      const online = navigator.onLine !== false;
      setUnsent(online ? null : failureOf("offline"));
      if (online) submit(fields, { method, action });
    },
    [submit],
  );
  const send = (fields: Record<string, string>, { action: to = action, method = "post" }: SendOptions = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, [commandIdField]: newCommandId() })) form.set(name, value);
    put({ fields: form, method, action: to ?? window.location.pathname + window.location.search });
  };
  const retry = useCallback(() => {
    if (last.current) put(last.current);
  }, [put]);

  // Sent by the form itself, what was not sent before has left after all.
  useEffect(() => {
    if (state === "submitting") setUnsent(null);
  }, [state]);

  // A failure stays until the next answer: what says so does not jump away under the thumb that tries again.
  const failed = failureIn(data);
  const failure = unsent ?? failed;
  const answer = state === "idle" && failed === null ? (data as Answer | undefined) : undefined;
  const told = useRef<Answer | Failure>();
  useEffect(() => {
    const news = failure ?? answer;
    if (news === undefined || told.current === news) return;
    told.current = news;
    if (!failure) onAnswer?.(news as Answer, last.current?.fields ?? new FormData());
    else if (!quiet)
      toast(failure.words, {
        tone: "danger",
        ...(failure.retryable && { action: { label: "Try again", onPress: retry } }),
      });
  });
  return {
    fetcher,
    pending: state !== "idle",
    intent: formData?.get("intent") ?? null,
    answer,
    failure,
    sent: last.current?.fields ?? null,
    send,
    retry,
  };
}
