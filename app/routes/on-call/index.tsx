import type { SubmissionResult } from "@conform-to/react";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { ChooseProcess, ProcessChip } from "#app/kit/process-choice.tsx";
import { formOf, saveForm } from "#app/lib/forms.server.ts";
import { membersOf } from "#app/lib/members.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { search } from "#app/lib/url.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { useRevalidateAt } from "#app/live/use-revalidate-at.ts";
import { statusOf } from "#packages/core/errors.ts";
import { addDays } from "#packages/core/zones.ts";
import { createOnCall } from "#packages/on-call/create.server.ts";
import { onCallDeletion } from "#packages/on-call/deletion.server.ts";
import { ListOnCall } from "#packages/on-call/inputs.ts";
import { type OnCallRole, onCallRoles } from "#packages/on-call/rules.ts";
import { listOnCall, onCallNow } from "#packages/on-call/views.server.ts";
import { AddDialog } from "./add-dialog.tsx";
import { OnCallNow } from "./now.tsx";
import { OnCallForm } from "./on-call-form.server.ts";
import { Schedule } from "./schedule.tsx";

const DAYS = 14;

export const meta: MetaFunction = () => [{ title: "On-call · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "on_call.view");
  const choice = await processChoice(context, api);
  if (choice.current === null) return { choice, schedule: null, now: null, people: [] };
  const asked = new URL(request.url).searchParams.get("from") ?? "";
  // A date that can't be read is no reason for an error page: today is what was most likely meant.
  const from = ListOnCall.shape.from.safeParse(asked).data;
  const [list, now, people] = await Promise.all([
    api.view(listOnCall, { from }),
    api.view(onCallNow, {}),
    membersOf(api),
  ]);
  const schedule = unwrap(context, list);
  const dates = Array.from({ length: DAYS }, (_, day) => addDays(schedule.from, day));
  const step = { earlier: addDays(schedule.from, -DAYS), later: addDays(schedule.from, DAYS) };
  const team = unwrap(context, people).filter(({ isActive, canAct }) => isActive && canAct);
  return { choice, schedule: { ...schedule, dates, ...step }, now: unwrap(context, now), people: team };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "on_call.manage");
  if (request.method === "DELETE") {
    const removed = await api.execute(onCallDeletion.remove, { id: formOf(context).get("id") });
    if (removed.ok) return data({});
    return data({ problem: removed.error.message }, { status: statusOf[removed.error.code] });
  }
  const saved = await saveForm(context, OnCallForm, (input) => api.execute(createOnCall, input));
  if (!saved.ok) return data(saved.lastResult, { status: saved.status });
  const params = new URL(request.url).searchParams;
  for (const name of ["add", "role"]) params.delete(name);
  throw redirect(`/on-call${search(params)}`);
}

export default function OnCall() {
  const { choice, schedule, now, people } = useLoaderData<typeof loader>();
  const lastResult = useActionData<SubmissionResult<string[]>>();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const mayManage = useCan("on_call.manage");
  useRevalidateOn({ entity: ["on_call", "user"] });
  useRevalidateAt(now?.validUntil ?? null);
  if (!schedule || !now)
    return (
      <Page title="On-call" filters={<ProcessChip choice={choice} />}>
        <ChooseProcess choice={choice} what="Each process has an on-call schedule of its own." />
      </Page>
    );
  const { today, from, dates, items } = schedule;
  const withParams = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) value === null ? next.delete(name) : next.set(name, value);
    return search(next);
  };
  const addTo = (date: string, role: OnCallRole) => withParams({ add: date, role });
  const adding = mayManage ? params.get("add") : null;
  return (
    <Page
      title="On-call"
      subtitle={`Days run from midnight to midnight in ${now.timeZone}.`}
      action={
        mayManage && (
          <ButtonLink
            variant="primary"
            to={addTo(dates.find((date) => date >= today) ?? today, "primary")}
            preventScrollReset
          >
            <Icon name="user-plus" className="size-4" />
            Put someone on call
          </ButtonLink>
        )
      }
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      <OnCallNow items={now.items} addTo={mayManage ? (role) => addTo(today, role) : null} />
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
        <Schedule dates={dates} today={today} entries={items} addTo={mayManage ? addTo : null} />
      </Card>
      {adding && (
        <AddDialog
          key={`${adding}.${params.get("role")}`}
          date={adding}
          role={onCallRoles.find((role) => role === params.get("role")) ?? "primary"}
          today={today}
          people={people}
          lastResult={lastResult}
          onClose={() => navigate(withParams({ add: null, role: null }), { preventScrollReset: true, replace: true })}
        />
      )}
    </Page>
  );
}
