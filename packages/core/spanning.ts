import type { ApiContext, NotReached, ProcessDoor, TenantAnswer } from "./endpoint.ts";
import { errors } from "./errors.ts";
import type { Page } from "./paging.ts";
import { atMost } from "./patience.ts";
import type { ProcessReader } from "./reader.ts";
import { ok, type Result, refuse } from "./result.ts";

export interface OfProcess {
  processId: string;
  processSlug: string;
}

/** What answers that span processes say of those whose part is missing; answers of one process are without it. */
export interface Spanned {
  notReached?: NotReached[];
}

/** How long one process may keep an answer about all of them waiting; tests make it shorter. */
export const across = { waitMs: 3_000 };

type Across = Pick<ApiContext, "processes" | "in" | "notReached">;
export type Spanning = Across & Pick<ApiContext, "processId"> & ProcessDoor;

export const askedInVain = ({ id, slug, name }: TenantAnswer): NotReached => ({
  processId: id,
  processSlug: slug,
  name,
});

/**
 * Asks every process, side by side. One that is away, broken or too slow is noted in `api.notReached` and left out;
 * any other refusal is about the question and is the answer.
 */
export async function askAll<T>(
  api: Across,
  ask: (door: ProcessDoor) => Promise<Result<T>>,
): Promise<Result<{ process: TenantAnswer; value: T }[]>> {
  const processes = await api.processes();
  if (!processes.ok) return processes;
  const late = refuse(errors.unavailable("This process does not answer in time."));
  const answers = await Promise.all(
    processes.value.map(async (process) => ({
      process,
      answer: await atMost<Result<T>, Result<T>>(across.waitMs, ask(api.in(process.id)), late),
    })),
  );
  const reached: { process: TenantAnswer; value: T }[] = [];
  for (const { process, answer } of answers) {
    if (answer.ok) reached.push({ process, value: answer.value });
    else if (answer.error.code === "unavailable" || answer.error.code === "internal")
      api.notReached.set(process.id, askedInVain(process));
    else return answer;
  }
  return ok(reached);
}

/** Names what is missing from an answer; nothing where it is of one process. */
export const spanned = (api: Pick<ApiContext, "processId" | "notReached">): Spanned =>
  api.processId === null ? { notReached: [...api.notReached.values()] } : {};

/** A list of one process; for a super admin who named none, of all of them, each row saying whose it is. */
export async function spanning<T>(
  api: Spanning,
  ask: (door: ProcessDoor) => Promise<Result<T[]>>,
): Promise<Result<Page<T | (T & OfProcess)> & Spanned>> {
  const whole = <R extends T>(items: R[]) => ok({ items, nextCursor: null, total: items.length, ...spanned(api) });
  if (api.processId !== null) {
    const own = await ask(api);
    return own.ok ? whole(own.value) : own;
  }
  const all = await askAll(api, ask);
  if (!all.ok) return all;
  return whole(
    all.value.flatMap(({ process, value }) =>
      value.map((row) => ({ ...row, processId: process.id, processSlug: process.slug })),
    ),
  );
}

/** The best of one process; across processes the hubs are asked side by side and take turns in the answer. */
export async function takingTurns<T>(
  api: Spanning,
  ask: (door: ProcessDoor) => Promise<Result<T[]>>,
  limit: number,
): Promise<Result<(T | (T & OfProcess))[]>> {
  if (api.processId !== null) return ask(api);
  const all = await askAll(api, ask);
  if (!all.ok) return all;
  const lists = all.value.map(({ process, value }) =>
    value.map((item) => ({ ...item, processId: process.id, processSlug: process.slug })),
  );
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const inTurn = Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1)));
  return ok(inTurn.flat().slice(0, limit));
}

/** A list out of D1. Across processes its rows get their process's short name, and it says which could not be entered. */
export async function listed<P extends { items: { processId: string }[] }>(
  api: Pick<ApiContext, "processId" | "processes" | "read" | "notReached">,
  list: (read: ProcessReader) => Promise<Result<P>>,
): Promise<Result<P & Spanned>> {
  const page = await api.read(list);
  if (api.processId !== null || !page.ok) return page;
  const processes = await api.processes();
  if (!processes.ok) return processes;
  const slugs = new Map(processes.value.map((process) => [process.id, process.slug]));
  const items = page.value.items.map((row) => ({ ...row, processSlug: slugs.get(row.processId) ?? row.processId }));
  return ok({ ...page.value, items, ...spanned(api) });
}
