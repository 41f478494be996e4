import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/cloudflare";
import type { z } from "zod";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { deleteRecord } from "#app/lib/delete.server.ts";
import { saveForm } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { withProcess } from "#app/lib/url.ts";
import type { Deletion } from "#packages/core/deletion.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import type { Permission } from "#packages/core/permissions.ts";
import type { Result } from "#packages/core/result.ts";
import type { Choice } from "./choice.ts";
import { failureOfRefusal } from "./forms/failure.ts";
import type { FormReply } from "./forms/form-reply.ts";

export interface FormFacts<Facts> {
  choice: Choice;
  /** Null while a super admin has chosen no process: there is nothing to fill in yet. */
  facts: Facts | null;
}

interface LoaderOptions {
  /** The form itself asks for the process, or is about none. */
  withoutProcess?: boolean;
}

/** What a page with a form shows beside it. */
export const formLoader =
  <Facts>(
    permission: Permission,
    facts: (api: ApiContext, args: LoaderFunctionArgs) => Promise<Facts>,
    { withoutProcess = false }: LoaderOptions = {},
  ) =>
  async (args: LoaderFunctionArgs): Promise<FormFacts<Facts>> => {
    const api = await pageApi(args.context, permission);
    const choice = withoutProcess ? { processes: null, current: null } : await processChoice(args.context, api);
    const chosen = withoutProcess || choice.current !== null;
    return { choice, facts: chosen ? await facts(api, args) : null };
  };

export interface FormDefinition<Schema extends z.ZodType, Value> {
  /** What the form holds. */
  schema: Schema | ((context: AppLoadContext) => Schema);
  /** Saves it. A refusal goes back to the form with every character. */
  save: (api: ApiContext, input: z.output<Schema>, args: ActionFunctionArgs) => Promise<Result<Value>>;
  /** The path to go on to, whose process is kept; or words, and the page stays. */
  done: (value: Value, args: ActionFunctionArgs) => string | { words: string };
  /** The page can delete its record, too, with the form of `DeleteRecord`. */
  deletion?: { of: Deletion; to: string };
}

/** A form's action: once per command id, with the version of what was edited where the schema has one. */
export const formAction =
  <Schema extends z.ZodType, Value>(permission: Permission, definition: FormDefinition<Schema, Value>) =>
  async (args: ActionFunctionArgs) => {
    const { request, context, params } = args;
    const api = await pageApi(context, permission);
    const { schema, save, done, deletion } = definition;
    if (request.method === "DELETE" && deletion)
      return deleteRecord(context, api, deletion.of, params.id ?? "", keepingProcess(deletion.to, request));
    const shape = typeof schema === "function" ? schema(context) : schema;
    const saved = await saveForm(context, shape, (input) => save(api, input, args));
    if (!saved.ok) return data(replyTo(saved), { status: saved.status });
    const next = done(saved.value, args);
    if (typeof next === "string") throw redirect(keepingProcess(next, request));
    return data<FormReply>({ saved: { at: Date.now(), words: next.words } });
  };

const keepingProcess = (path: string, request: Request): string =>
  withProcess(path, new URL(request.url).searchParams.get("processId"));

type Refused = Extract<Awaited<ReturnType<typeof saveForm>>, { ok: false }>;

function replyTo({ lastResult, refusal }: Refused): FormReply {
  const failed = refusal && failureOfRefusal(refusal);
  // What is wrong is not in the form: it says so in its own place, and may be sent again.
  if (failed) {
    const { error: _told, ...kept } = lastResult;
    return { lastResult: kept, failed };
  }
  const current = refusal?.code === "conflict" ? (refusal.current ?? null) : null;
  return { lastResult, current };
}
