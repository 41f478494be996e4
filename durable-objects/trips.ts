import { clock } from "#packages/core/clock.ts";
import type { Acted, Acting, Envelope } from "#packages/core/command.ts";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { describe, logError } from "#packages/core/log.ts";
import { type Result, refuse } from "#packages/core/result.ts";
import type { Admission, Answers, Asking, Question } from "#packages/core/view.ts";
import { commandsByName } from "#packages/modules.ts";
import type { Hub } from "./core.ts";
import { closedTo } from "./opening.ts";
import { runView } from "./views.ts";

/** What of the engine answers a request. */
interface Answering {
  view(question: Question): Result<unknown>;
  execute(envelope: Envelope): Promise<Result<unknown>>;
  mirror: { bookmark: string | null };
}

/** One question; what breaks is logged and no more than that is told. */
export function answerTo(hub: Hub, question: Question): Result<unknown> {
  const problem = closedTo(hub, null);
  if (problem) return refuse(problem);
  try {
    return hub.counted.of(question.name, () => runView(hub, question, clock.now()));
  } catch (thrown) {
    const userId = question.caller.kind === "system" ? null : question.caller.userId;
    logError("view.broke", { processId: hub.processId, view: question.name, userId, error: describe(thrown) });
    return refuse(errors.internal());
  }
}

/** All questions of one request; none is answered where the first one is refused. */
export function askAll(engine: Answering, { first, questions }: Asking): Answers {
  const opening = first && engine.view(first);
  if (opening && !opening.ok) return { first: opening, answers: questions.map(() => opening) };
  return { first: opening, answers: questions.map((question) => engine.view(question)) };
}

/** A command, after the question that has to be answered before it. */
export async function actAfter(engine: Answering, { first, envelope }: Acting): Promise<Acted> {
  const opening = first && engine.view(first);
  const refusal = opening && notAdmitted(opening, envelope.name);
  if (refusal) return { first: opening, result: refuse(refusal), bookmark: null };
  const result = await engine.execute(envelope);
  return { first: opening, result, bookmark: engine.mirror.bookmark };
}

/** Why a command may not be run, by the answer that came before it; null: it may. */
function notAdmitted(opening: Result<unknown>, name: string): Refusal | null {
  if (!opening.ok) return opening.error;
  if (commandsByName.get(name)?.neverLimited) return null;
  // First questions answer with this, whatever else they say.
  return (opening.value as Admission).limited;
}
