import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import { type Refusal, statusOf } from "#packages/core/errors.ts";
import type { Result } from "#packages/core/result.ts";

/** What came of a form. `refusal` is what the command said; null where the form itself was not right. */
export type SavedForm<T> =
  | { ok: true; value: T }
  | { ok: false; lastResult: SubmissionResult<string[]>; status: number; refusal: Refusal | null };

/** Reads a form by its schema and saves it. Whatever is refused goes back with every character that was typed. */
export async function saveForm<S extends z.ZodType, T>(
  request: Request,
  schema: S,
  save: (value: z.output<S>) => Promise<Result<T>>,
  { hide = [] as string[] } = {},
): Promise<SavedForm<T>> {
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success")
    return { ok: false, lastResult: submission.reply({ hideFields: hide }), status: 422, refusal: null };
  const saved = await save(submission.value);
  if (saved.ok) return saved;
  const { code, message, fields } = saved.error;
  const lastResult = submission.reply({
    formErrors: fields ? [] : [message],
    fieldErrors: fields ?? {},
    hideFields: hide,
  });
  return { ok: false, lastResult, status: statusOf[code], refusal: saved.error };
}
