import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { Card } from "#app/components/ui/card.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useReply } from "#app/kit/forms/use-reply.ts";
import { keepInput } from "#app/kit/keep-input.ts";
import { formOf } from "#app/lib/forms.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { useRefreshEvery } from "#app/live/use-refresh-every.ts";
import type { ApiContext } from "#packages/core/endpoint.ts";
import { errors, statusOf } from "#packages/core/errors.ts";
import { cancelJob, retryJob } from "#packages/jobs/commands.server.ts";
import { type JobAct, jobActNames } from "#packages/jobs/rules.ts";
import { listJobs } from "#packages/jobs/views.server.ts";
import { operate } from "#packages/operations/doors.server.ts";
import { overviewOf } from "#packages/operations/overview.server.ts";
import { operatorActs } from "#packages/operations/rules.ts";
import { saidOf } from "./door.server.ts";
import { type DoorReply, Doors } from "./doors.tsx";
import { HubFacts } from "./hub-facts.tsx";
import { JobList } from "./job-list.tsx";
import { RefusedRows } from "./refused-rows.tsx";
import { HubBadge } from "./state-badge.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.hub.name ?? "Hub"} · Operations · D2C OPs` },
];

const jobsShown = 20;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  const processId = params.processId ?? "";
  const [overview, jobs] = await Promise.all([
    overviewOf(api, processId),
    api.in(processId).view(listJobs, { limit: jobsShown }),
  ]);
  const { hubs } = unwrap(context, overview);
  const [hub] = hubs;
  if (!hub) throw refusalResponse(context, errors.notFound("The process"));
  return { hub, jobs: jobs.ok ? jobs.value.items : null };
}

export async function action({ params, context }: ActionFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  const form = formOf(context);
  const wanted = form.get("act");
  const job = jobActNames.find((one) => one === wanted);
  if (job) return actOnJob(api, job, params.processId ?? "", form.get("job"));
  const act = operatorActs.find((one) => one === wanted);
  if (!act) throw refusalResponse(context, errors.invalid("This page is from an older version. Reload it."));
  const done = await operate(api, act, params.processId ?? "");
  if (done.ok) return data({ act, ...saidOf(done.value) });
  return data({ act, ok: false, said: done.error.message }, { status: statusOf[done.error.code] });
}

/** In the process's own hub, in the operator's name. */
async function actOnJob(api: ApiContext, act: JobAct, processId: string, id: string | null) {
  const done = await api.in(processId).execute(act === "cancel" ? cancelJob : retryJob, { id });
  if (done.ok) return data({ job: id, problem: null });
  return data({ job: id, problem: done.error.message }, { status: statusOf[done.error.code] });
}

export const clientAction = keepInput;

export default function Hub() {
  const { hub, jobs } = useLoaderData<typeof loader>();
  const sending = useReply<DoorReply | { job: string | null; problem: string | null }>();
  const reply = sending.answer;
  useRevalidateOn({ entity: ["job"] });
  // Steps of another process's jobs are not told on this page's socket.
  useRefreshEvery(jobs?.some(({ status }) => status === "running") ? 2_000 : 10_000);
  return (
    <Page
      title={hub.name}
      subtitle={
        <>
          One hub of{" "}
          <Link to="/operations" className="text-accent-text underline">
            Operations
          </Link>
        </>
      }
      action={<HubBadge {...hub} />}
    >
      <FormFailure of={sending} />
      {hub.troubles.length > 0 && (
        <ul
          aria-label="What is wrong"
          className="rounded-lg border border-warning bg-warning-soft px-4 py-3 text-warning-text"
        >
          {hub.troubles.map((trouble) => (
            <li key={trouble} className="first-letter:uppercase">
              {trouble}
            </li>
          ))}
        </ul>
      )}
      <Card title="State">
        <HubFacts row={hub} />
      </Card>
      {hub.hub && hub.hub.mirror.refused.length > 0 && <RefusedRows rows={hub.hub.mirror.refused} />}
      <Doors name={hub.name} replied={reply && "said" in reply ? reply : null} />
      {jobs && <JobList jobs={jobs} problem={reply && "problem" in reply ? reply.problem : null} />}
    </Page>
  );
}
