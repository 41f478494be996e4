import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, Outlet, useLoaderData, useSearchParams } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { ActNotice } from "#app/kit/list/act-notice.tsx";
import { actsAction, once } from "#app/kit/list/acts-action.server.ts";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip } from "#app/kit/process-choice.tsx";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { search } from "#app/lib/url.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { useRevalidateAt } from "#app/live/use-revalidate-at.ts";
import { dateWords } from "#packages/core/dates.ts";
import { addDays } from "#packages/core/zones.ts";
import { onCallDeletion } from "#packages/on-call/deletion.server.ts";
import { ListOnCall } from "#packages/on-call/inputs.ts";
import type { OnCallRole } from "#packages/on-call/rules.ts";
import { listOnCall, onCallNow } from "#packages/on-call/views.server.ts";
import { OnCallNow } from "./now.tsx";
import { Schedule } from "./schedule.tsx";

const DAYS = 14;

export const meta = titled("On-call");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "on_call.view");
  const choice = await processChoice(context, api);
  if (choice.current === null) return { choice, schedule: null, now: null };
  const asked = new URL(request.url).searchParams.get("from") ?? "";
  // A date that can't be read is no reason for an error page: today is what was most likely meant.
  const from = ListOnCall.shape.from.safeParse(asked).data;
  const [list, now] = await Promise.all([api.view(listOnCall, { from }), api.view(onCallNow, {})]);
  const schedule = unwrap(context, list);
  const dates = Array.from({ length: DAYS }, (_, day) => addDays(schedule.from, day));
  const step = { earlier: addDays(schedule.from, -DAYS), later: addDays(schedule.from, DAYS) };
  return { choice, schedule: { ...schedule, dates, ...step }, now: unwrap(context, now) };
}

export const action = actsAction("on_call.manage", {
  take_off: once(
    (api, form) => api.execute(onCallDeletion.remove, { id: form.get("id") }),
    () => "Taken off call. Nobody else was put there.",
  ),
});

export const clientAction = keepInput;

export default function OnCall() {
  const { choice, schedule, now } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const mayManage = useCan("on_call.manage");
  useRevalidateOn({ entity: ["on_call", "user"] });
  useRevalidateAt(now?.validUntil ?? null);
  if (!schedule || !now)
    return (
      <Page title="On-call" filters={<ProcessChip choice={choice} />}>
        <ChooseProcess choice={choice} what="Each process has an on-call schedule of its own." />
      </Page>
    );
  const { today, from, dates, items, gaps } = schedule;
  const withParams = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) value === null ? next.delete(name) : next.set(name, value);
    return search(next);
  };
  const slotTo = (date: string, role: OnCallRole) => `/on-call/new${withParams({ date, role })}`;
  const firstDay = gaps[0] ?? dates.find((date) => date >= today) ?? today;
  return (
    <Page
      title="On-call"
      subtitle={`Days run from midnight to midnight in ${now.timeZone}.`}
      action={
        mayManage && (
          <ButtonLink variant="primary" to={slotTo(firstDay, "primary")} preventScrollReset>
            <Icon name="user-plus" className="size-4" />
            Put someone on call
          </ButtonLink>
        )
      }
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      <ActNotice />
      <OnCallNow items={now.items} addTo={mayManage ? (role) => slotTo(today, role) : null} />
      {gaps.length > 0 && <Gaps gaps={gaps} to={mayManage ? slotTo(firstDay, "primary") : null} />}
      <Card
        flush
        title={from === today ? "The next two weeks" : "Two weeks"}
        action={
          <nav aria-label="Weeks" className="flex gap-1">
            {from !== today && (
              <ButtonLink size="small" variant="ghost" to={withParams({ from: null })}>
                Today
              </ButtonLink>
            )}
            <ButtonLink
              size="small"
              variant="ghost"
              to={withParams({ from: schedule.earlier })}
              aria-label="Two weeks earlier"
            >
              <Icon name="chevron-left" className="size-4" />
            </ButtonLink>
            <ButtonLink
              size="small"
              variant="ghost"
              to={withParams({ from: schedule.later })}
              aria-label="Two weeks later"
            >
              <Icon name="chevron-right" className="size-4" />
            </ButtonLink>
          </nav>
        }
      >
        <Schedule dates={dates} today={today} entries={items} slotTo={mayManage ? slotTo : null} />
      </Card>
      <Outlet />
    </Page>
  );
}

function Gaps({ gaps, to }: { gaps: readonly string[]; to: string | null }) {
  const days = gaps.length === 1 ? "1 day has" : `${gaps.length} days have`;
  return (
    <p className="flex flex-wrap items-center gap-x-2 rounded-lg border border-danger bg-danger-soft px-4 py-2 text-danger-text">
      <Icon name="triangle-alert" className="size-4" />
      <span className="figures">
        {days} no primary who can be paged, first {dateWords(gaps[0] ?? "")}.
      </span>
      {to && (
        <Link to={to} preventScrollReset className="inline-flex min-h-8 items-center font-medium underline">
          Add someone
        </Link>
      )}
    </p>
  );
}
