import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { AppLoadContext } from "@remix-run/cloudflare";
import type { z } from "zod";
import { type Refusal, statusOf } from "#packages/core/errors.ts";
import type { Result } from "#packages/core/result.ts";
import { formKeyName } from "#worker/forms.ts";
import { unwrap } from "./refusal.server.ts";

/** The fields of the form that was sent, bounded by the host; the error page when it was not one of ours. */
export function formOf(context: AppLoadContext): URLSearchParams {
  const fields = new URLSearchParams(unwrap(context, context.form));
  // The host's own: it has read it, and no schema knows it.
  fields.delete(formKeyName);
  return fields;
}

/** What came of a form. `refusal` is what the command said; null where the form itself was not right. */
export type SavedForm<T> =
  | { ok: true; value: T }
  | { ok: false; lastResult: SubmissionResult<string[]>; status: number; refusal: Refusal | null };

/** A command's "tiers.0.channels" as a form has it: "tiers[0].channels". */
const formName = (path: string): string => path.replace(/\.(\d+)(?=\.|$)/g, "[$1]");

/** Reads a form by its schema and saves it. Whatever is refused goes back with every character that was typed. */
export async function saveForm<S extends z.ZodType, T>(
  context: AppLoadContext,
  schema: S,
  save: (value: z.output<S>) => Promise<Result<T>>,
): Promise<SavedForm<T>> {
  const submission = parseWithZod(formOf(context), { schema });
  if (submission.status !== "success") return { ok: false, lastResult: submission.reply(), status: 422, refusal: null };
  const saved = await save(submission.value);
  if (saved.ok) return saved;
  const { code, message, fields } = saved.error;
  const lastResult = submission.reply({
    formErrors: fields ? [] : [message],
    fieldErrors: Object.fromEntries(Object.entries(fields ?? {}).map(([path, words]) => [formName(path), words])),
  });
  return { ok: false, lastResult, status: statusOf[code], refusal: saved.error };
}
