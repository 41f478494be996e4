import type { AppLoadContext, LoaderFunctionArgs } from "@remix-run/cloudflare";
import type { z } from "zod";
import { isQueryFailure, listsAreAway } from "#app/lib/mirror.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { type ApiContext, mapped } from "#packages/core/endpoint.ts";
import { readFilter } from "#packages/core/filter.ts";
import { describe, logError } from "#packages/core/log.ts";
import type { Page } from "#packages/core/paging.ts";
import type { Permission } from "#packages/core/permissions.ts";
import type { Result } from "#packages/core/result.ts";
import type { ViewAnswer } from "#packages/views/answer.ts";
import { homeOf } from "#packages/views/home.ts";
import { listViews } from "#packages/views/views.server.ts";
import { processChoice } from "../process-choice.server.ts";
import type { Listed, ListedOfOne } from "./listed.ts";

export interface ListQuestion<S extends z.ZodObject, P, Also> {
  permission: Permission;
  /** What of the address narrows the list. An address that it can't read is the page's error. */
  filter: S;
  /** The address as the filter has it, where a page says it in other words. */
  address?(api: ApiContext, context: AppLoadContext): Promise<Record<string, string>>;
  /** The list's name in the address, where views of it can be saved (`Module.lists`). */
  views?: string;
  /** Whether the platform's own rows are among those to choose from. */
  withPlatform?: boolean;
  read(api: ApiContext, filter: z.output<S>): Promise<Result<P>>;
  /** What can be shown while D1 is away; without it the error page says so. */
  meanwhile?(api: ApiContext, filter: z.output<S>): Promise<Result<P>>;
  /** What else the page shows, asked side by side with the rows. */
  also?(api: ApiContext, context: AppLoadContext): Promise<Also>;
}

/** Rows that all fit on one page. */
export const onePage = <T>(rows: Result<T[]>): Result<Page<T>> =>
  mapped(rows, (items) => ({ items, nextCursor: null }));

/** The loader of a list: of one process, or for a super admin who named none of all of them. */
export const listLoader =
  <S extends z.ZodObject, P, Also = undefined>(question: ListQuestion<S, P, Also>) =>
  async ({ context }: LoaderFunctionArgs): Promise<Listed<P, Also>> =>
    load(context, await pageApi(context, question.permission), question);

/** The loader of a list that each process has of its own. */
export const processListLoader =
  <S extends z.ZodObject, P, Also = undefined>(question: ListQuestion<S, P, Also>) =>
  async ({ context }: LoaderFunctionArgs): Promise<ListedOfOne<P, Also>> => {
    const api = await pageApi(context, question.permission);
    if (api.processId !== null) return load(context, api, question);
    return { choice: await processChoice(context, api, question), page: null };
  };

async function load<S extends z.ZodObject, P, Also>(
  context: AppLoadContext,
  api: ApiContext,
  question: ListQuestion<S, P, Also>,
): Promise<Listed<P, Also>> {
  const filter = unwrap(context, readFilter(question.filter, (await question.address?.(api, context)) ?? api.query));
  // Asked in one turn: what goes to the same hub makes one trip.
  const [choice, read, views, also] = await Promise.all([
    processChoice(context, api, question),
    readPage(context, api, question, filter),
    question.views === undefined ? [] : viewsOf(api, question.views),
    // `Also` is undefined where the page shows nothing else.
    question.also?.(api, context) as Promise<Also>,
  ]);
  return { choice, ...read, notReached: [...api.notReached.values()], views, also };
}

async function readPage<S extends z.ZodObject, P, Also>(
  context: AppLoadContext,
  api: ApiContext,
  { read, meanwhile }: ListQuestion<S, P, Also>,
  filter: z.output<S>,
): Promise<{ page: P; limited: boolean }> {
  try {
    return { page: unwrap(context, await read(api, filter)), limited: false };
  } catch (thrown) {
    if (!isQueryFailure(thrown)) throw thrown;
    logError("page.d1_away", { requestId: api.requestId, error: describe(thrown) });
    if (!meanwhile) throw refusalResponse(context, listsAreAway);
    return { page: unwrap(context, await meanwhile(api, filter)), limited: true };
  }
}

/** Nobody's list waits for its views. */
async function viewsOf(api: ApiContext, page: string): Promise<ViewAnswer[]> {
  const views = await homeOf(api).view(listViews, { page });
  return views.ok ? views.value : [];
}
