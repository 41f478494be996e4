import type { ClientActionFunctionArgs } from "@remix-run/react";
import { noteOwnAct } from "#app/live/own-acts.ts";
import { askToSignIn } from "#app/live/session-state.ts";
import { commandIdField } from "./forms/command-id.tsx";
import { dropSaved } from "./forms/draft-store.ts";
import { type Failed, type Failure, failureFrom, failureOf } from "./forms/failure.ts";

/** A request that has no answer by then is given up; sent again, it is the same act. */
export const answerWithinMs = 20_000;

/**
 * Every route's `clientAction`: a request that fails becomes an answer, so that the page stays with all that was typed into
 * it. Redirects go on. Without it the router puts an error page in the place of the form.
 */
export async function keepInput({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const wasOnline = navigator.onLine !== false;
  const commandId = (await request.clone().formData()).get(commandIdField);
  if (typeof commandId === "string") noteOwnAct(commandId);
  try {
    const answer = await inTime(serverAction());
    if (isDone(answer) && typeof commandId === "string") dropSaved(commandId);
    return answer;
  } catch (thrown) {
    // A redirect: it was saved, and nothing of it is left to be kept.
    if (thrown instanceof Response && typeof commandId === "string") dropSaved(commandId);
    // The page itself has gone on, and nobody waits for this any more.
    if (thrown instanceof Response || request.signal.aborted) throw thrown;
    const failure = thrown === late ? failureOf("unanswered") : failureFrom(thrown, wasOnline);
    if (failure.kind === "signed_out") askToSignIn();
    return answered(failure);
  }
}

/** How our actions say that it was done, where they lead nowhere. */
const isDone = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && (("ok" in answer && answer.ok === true) || "saved" in answer);

const late = Symbol("late");

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), answerWithinMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** By its status the router knows not to load the page's data again: without a network that would end in the error page, too. */
const answered = (failed: Failure): Response => Response.json({ failed } satisfies Failed, { status: 503 });
