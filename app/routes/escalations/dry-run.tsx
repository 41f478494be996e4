import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { ChooseProcess, ProcessChip, useKeepProcess } from "#app/kit/process-choice.tsx";
import { titled } from "#app/kit/titled.ts";
import { cx } from "#app/lib/cx.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { clock, minute, toIso } from "#packages/core/clock.ts";
import { localMinute } from "#packages/core/zones.ts";
import { dryRun } from "#packages/escalations/dry-run.server.ts";
import { severities } from "#packages/incidents/rules.ts";
import { getProcess } from "#packages/processes/views.server.ts";
import { DryRunForm } from "./dry-run-form.tsx";
import { summaryOf, Timetable } from "./timetable.tsx";

export const meta = titled("Dry run");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "escalations.view");
  const choice = await processChoice(context, api);
  if (choice.current === null) return { choice, asked: null, run: null, errors: undefined };
  const params = new URL(request.url).searchParams;
  const severity = severities.find((each) => each === params.get("severity")) ?? "SEV1";
  const now = clock.now() - (clock.now() % minute);
  const [process, result] = await Promise.all([
    api.view(getProcess, {}),
    api.view(dryRun, { severity, at: params.get("at") || toIso(now) }),
  ]);
  const { timeZone } = unwrap(context, process);
  const asked = { severity, at: params.get("at") || localMinute(timeZone, now), timeZone };
  if (result.ok) return { choice, asked, run: result.value, errors: undefined };
  if (result.error.code !== "invalid") throw refusalResponse(context, result.error);
  return { choice, asked, run: null, errors: result.error.fields?.at ?? [result.error.message] };
}

export default function DryRun() {
  const { choice, asked, run, errors } = useLoaderData<typeof loader>();
  const keep = useKeepProcess();
  useRevalidateOn({ entity: ["chain", "on_call", "user"] });
  return (
    <Page
      title="Dry run"
      subtitle="Who would be paged, when and how: asked of the very code that pages. Nothing is sent."
      action={<ButtonLink to={keep("/escalations")}>All chains</ButtonLink>}
      filters={choice.processes && <ProcessChip choice={choice} />}
    >
      {asked === null ? (
        <ChooseProcess choice={choice} what="Each process has escalation chains of its own." />
      ) : (
        <>
          <section aria-label="The incident" className="rounded-lg border border-border bg-surface-raised p-4">
            <DryRunForm {...asked} processId={choice.processes && choice.current} errors={errors} />
            {run && <Presets presets={run.presets} severity={asked.severity} />}
          </section>
          {run?.note && <p role="note">{run.note}</p>}
          {run && <Answer run={run} />}
        </>
      )}
    </Page>
  );
}

function Presets({ presets, severity }: { presets: { label: string; at: string }[]; severity: string }) {
  const keep = useKeepProcess();
  return (
    <p className="mt-3 flex flex-wrap gap-2">
      {presets.map(({ label, at }) => (
        <ButtonLink key={label} size="small" to={keep(`/escalations/dry-run?severity=${severity}&at=${at}`)}>
          {label}
        </ButtonLink>
      ))}
    </p>
  );
}

function Answer({ run }: { run: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["run"]> }) {
  const keep = useKeepProcess();
  if (run.pages.length === 0)
    return (
      <section className="rounded-lg border border-border bg-surface-raised">
        <EmptyState
          icon="bell-off"
          title={summaryOf(run)}
          action={<ButtonLink to={keep("/escalations/new")}>New chain</ButtonLink>}
        >
          A chain for every severity, or for {run.severity}, would page.
        </EmptyState>
      </section>
    );
  const fine = run.gaps === 0 && run.unreachable === 0;
  const icon = fine ? "circle-check" : "triangle-alert";
  return (
    <section aria-label="Timetable" className="overflow-hidden rounded-lg border border-border bg-surface-raised">
      <p className="flex items-start gap-2.5 border-b border-border px-4 py-3 font-medium" role="status">
        <Icon
          name={icon}
          aria-hidden="true"
          className={cx("mt-0.5 size-4 shrink-0", fine ? "text-success-text" : "text-warning-text")}
        />
        {summaryOf(run)}
      </p>
      <Timetable run={run} />
    </section>
  );
}
