import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import type { Refusal } from "#packages/core/errors.ts";

export type ParsedForm<T> =
  | { ok: true; value: T; refuse: (refusal: Refusal) => SubmissionResult<string[]> }
  | { ok: false; reply: SubmissionResult<string[]> };

/** A form against its schema. Whatever is refused goes back with every character that was typed. */
export async function parseForm<S extends z.ZodType>(
  request: Request,
  schema: S,
  { hide = [] as string[] } = {},
): Promise<ParsedForm<z.output<S>>> {
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success") return { ok: false, reply: submission.reply({ hideFields: hide }) };
  return {
    ok: true,
    value: submission.value,
    refuse: ({ message, fields }) =>
      submission.reply({ formErrors: fields ? [] : [message], fieldErrors: fields ?? {}, hideFields: hide }),
  };
}
