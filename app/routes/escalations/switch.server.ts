import { type AppLoadContext, data, redirect } from "@remix-run/cloudflare";
import { formOf } from "#app/lib/forms.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { type errors, statusOf } from "#packages/core/errors.ts";
import { updateChain } from "#packages/escalations/commands.server.ts";
import { type ChainEffect, chainEffect } from "#packages/escalations/effect.server.ts";
import { startForOpen } from "#packages/escalations/start.server.ts";

/** Whether switching it off or deleting it takes anything away from anybody. */
const takesAway = ({ chain, paging, uncovered }: ChainEffect): boolean =>
  chain.isActive && (paging.total > 0 || uncovered.length > 0);

/**
 * The switch of one chain, and what is offered after it. Off is asked once more where something stops by it; then the list shows
 * the way back, and after on for which open incidents it can be started.
 */
export async function switchChain(context: AppLoadContext, api: ApiContext, url: URL) {
  const form = formOf(context);
  const id = form.get("id") ?? "";
  const to = (path: string, name?: string) => {
    const search = new URLSearchParams(url.search);
    for (const each of ["on", "off"]) search.delete(each);
    if (name) search.set(name, id);
    return redirect(search.size > 0 ? `${path}?${search}` : path);
  };
  const list = "/escalations";
  const problem = (error: ReturnType<typeof errors.notFound>) =>
    data({ problem: error.message }, { status: statusOf[error.code] });
  if (form.get("intent") === "start") {
    const started = await api.execute(startForOpen, { id });
    if (!started.ok) return problem(started.error);
    throw to(list);
  }
  const isActive = form.get("isActive") === "true";
  if (!isActive && form.get("sure") !== "true") {
    const effect = unwrap(context, await api.view(chainEffect, { id }));
    if (takesAway(effect)) throw to(`${list}/${id}/off`);
  }
  const version = form.get("version");
  const goOn = form.get("goOn") === "true";
  const saved = await api.execute(updateChain, {
    id,
    isActive,
    ...(version ? { version: Number(version) } : {}),
    ...(goOn ? { goOn } : {}),
  });
  if (!saved.ok) return problem(saved.error);
  if (!isActive) throw to(list, "off");
  const { startable } = unwrap(context, await api.view(chainEffect, { id }));
  throw startable.total > 0 ? to(list, "on") : to(list);
}

/** What the list says of a chain that was just switched, by its address. */
export async function loadSwitched(api: ApiContext, { off, on }: Record<string, string>): Promise<ChainEffect | null> {
  const id = off ?? on;
  const effect = id ? await api.view(chainEffect, { id }) : null;
  return effect?.ok ? effect.value : null;
}
