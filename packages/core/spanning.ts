import type { ApiContext, ProcessDoor } from "./endpoint.ts";
import { ok, type Result } from "./result.ts";

export interface OfProcess {
  processId: string;
  processSlug: string;
}

type Spanning = Pick<ApiContext, "processId" | "processes" | "in"> & ProcessDoor;

/** A list of one process; for a super admin who named none, of all of them, asked side by side, each row saying whose it is. */
export async function spanning<T>(
  api: Spanning,
  ask: (door: ProcessDoor) => Promise<Result<T[]>>,
): Promise<Result<(T | (T & OfProcess))[]>> {
  if (api.processId !== null) return ask(api);
  const processes = await api.processes();
  if (!processes.ok) return processes;
  const rows: (T & OfProcess)[] = [];
  const answers = await Promise.all(
    processes.value.map(async (process) => ({ process, answer: await ask(api.in(process.id)) })),
  );
  for (const { process, answer } of answers) {
    if (!answer.ok) return answer;
    rows.push(...answer.value.map((row) => ({ ...row, processId: process.id, processSlug: process.slug })));
  }
  return ok(rows);
}

/** Rows that carry their process's id get its short name, too, where they are of several processes. */
export async function withSlugs<P extends { items: { processId: string }[] }>(
  api: Pick<ApiContext, "processId" | "processes">,
  page: Result<P>,
): Promise<Result<P>> {
  if (api.processId !== null || !page.ok) return page;
  const processes = await api.processes();
  if (!processes.ok) return processes;
  const slugs = new Map(processes.value.map((process) => [process.id, process.slug]));
  return ok({
    ...page.value,
    items: page.value.items.map((row) => ({ ...row, processSlug: slugs.get(row.processId) ?? row.processId })),
  });
}
