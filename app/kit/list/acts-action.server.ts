import { type ActionFunctionArgs, data } from "@remix-run/cloudflare";
import { z } from "zod";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import type { Command } from "#packages/core/command.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { errors, type Refusal, statusOf } from "#packages/core/errors.ts";
import type { Permission } from "#packages/core/permissions.ts";
import type { Result } from "#packages/core/result.ts";
import { type Acted, refused } from "./acted.ts";

/** The form's field that says which act is meant. */
const actField = "act";

type Act = (api: ApiContext, form: URLSearchParams, request: Request) => Promise<Acted | Refusal>;

/** The action of a list: its form names one of the acts. `permission` is what each of them needs. */
export const actsAction =
  (permission: Permission, acts: Record<string, Act>) =>
  async ({ request, context }: ActionFunctionArgs) => {
    const api = await pageApi(context, permission);
    const form = formOf(context);
    const name = form.get(actField) ?? "";
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (!act) return data(refused("This page is from an older version. Load it again."), { status: 422 });
    const acted = await act(api, form, request);
    if (!("code" in acted)) return data(acted);
    return data(refused(acted.message, acted.fields), { status: statusOf[acted.code] });
  };

/** What a bulk command answers for each of its rows. */
interface RowResult {
  id: string;
  ok: boolean;
  error?: Refusal;
}

/** Chosen rows are `process/row`: a hub answers for its own rows only. */
const Chosen = z
  .array(z.string().regex(/^[\w-]+\/[\w-]+$/))
  .min(1, "Choose at least one row.")
  .max(500, "At most 500 rows at once.");

interface OnRows<I, O extends { results: RowResult[] }> {
  command: Command<I, O>;
  /** Of the command's input what the form says, without `ids`. */
  input(form: URLSearchParams, act: string): Record<string, unknown>;
  /** "3 incidents assigned." */
  told(done: number): string;
}

/** An act on the chosen rows: one command for each process among them, and a report for each row. */
export const onRows =
  <I, O extends { results: RowResult[] }>({ command, input, told }: OnRows<I, O>): Act =>
  async (api, form) => {
    const chosen = Chosen.safeParse(form.getAll("ids").flatMap((ids) => ids.split(",")));
    if (!chosen.success) return errors.invalid(chosen.error.issues[0]?.message ?? "Choose at least one row.");
    const byProcess = Map.groupBy(chosen.data, (id) => id.slice(0, id.indexOf("/")));
    const answers = await Promise.all(
      [...byProcess].map(async ([processId, theirs]) => {
        const ids = theirs.map((id) => id.slice(processId.length + 1));
        return {
          ids,
          result: await api.in(processId).execute(command, { ...input(form, form.get(actField) ?? ""), ids }),
        };
      }),
    );
    const [only] = answers;
    if (answers.length === 1 && only && !only.result.ok) return only.result.error;
    const left = answers.flatMap(({ ids, result }) =>
      result.ok ? notDoneIn(result.value.results) : all(ids, result.error),
    );
    const done = chosen.data.length - left.length;
    return { ok: left.length === 0, message: told(done), done, notDone: left };
  };

const notDoneIn = (results: readonly RowResult[]) =>
  results.flatMap(({ id, ok, error }) => (ok ? [] : [{ id, message: error?.message ?? "Not changed." }]));

const all = (ids: readonly string[], { message, fields }: Refusal) =>
  ids.map((id) => ({ id, message: Object.values(fields ?? {})[0]?.[0] ?? message }));

/** An act on the list itself, or on one row that the form names. */
export const once =
  <T>(
    run: (api: ApiContext, form: URLSearchParams, params: URLSearchParams) => Promise<Result<T>>,
    told: (value: T) => string,
  ): Act =>
  async (api, form, request) => {
    const result = await run(api, form, new URL(request.url).searchParams);
    if (!result.ok) return result.error;
    return { ok: true, message: told(result.value), done: 1, notDone: [] };
  };
