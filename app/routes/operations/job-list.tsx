import { Form } from "@remix-run/react";
import { Badge, type Tone } from "#app/components/ui/badge.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import type { IconName } from "#app/components/ui/icon.tsx";
import { RelativeTime } from "#app/components/ui/time.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { useJobProgress } from "#app/live/hooks.ts";
import type { JobStatus } from "#packages/core/job.ts";
import type { JobAnswer } from "#packages/jobs/answer.ts";
import { jobActs, jobProgress } from "#packages/jobs/rules.ts";

const looks: Record<JobStatus, { tone: Tone; icon: IconName; word: string }> = {
  running: { tone: "info", icon: "loader-circle", word: "Running" },
  done: { tone: "success", icon: "circle-check", word: "Done" },
  cancelled: { tone: "neutral", icon: "circle-slash", word: "Cancelled" },
  parked: { tone: "danger", icon: "triangle-alert", word: "Given up" },
};

export function JobBadge({ status }: { status: JobStatus }) {
  const { tone, icon, word } = looks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

/** The jobs of one process, with what can be done about each. Plain forms: they work without a script. */
export function JobList({ jobs, problem }: { jobs: readonly JobAnswer[]; problem: string | null }) {
  return (
    <Card flush title="Jobs">
      {problem && (
        <div className="px-4 pb-3">
          <FormError errors={[problem]} />
        </div>
      )}
      {jobs.length === 0 && <p className="px-4 pb-4 text-text-muted">Nothing that takes long was begun lately.</p>}
      <ul>
        {jobs.map((job) => (
          <JobItem key={job.id} job={job} />
        ))}
      </ul>
    </Card>
  );
}

function JobItem({ job: loaded }: { job: JobAnswer }) {
  const told = useJobProgress(loaded.id);
  // Ends are events, which load the page anew: what was told before a job was cancelled or tried again is old by then.
  const job = loaded.status === "running" && told?.status === "running" ? { ...loaded, ...told } : loaded;
  const words = jobProgress(job.progress);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{job.label}</span>
          <JobBadge status={job.status} />
        </p>
        <p className="text-small text-text-muted">
          Begun by {job.startedBy.name} <RelativeTime at={job.startedAt} />
          {job.endedAt && (
            <>
              , {job.endedBy ? `cancelled by ${job.endedBy}` : "ended"} <RelativeTime at={job.endedAt} />
            </>
          )}
        </p>
        {job.status === "running" && (
          <p className="mt-1 flex items-center gap-2 text-small">
            <progress
              aria-label={`How far “${job.label}” is`}
              className="h-2 w-40 accent-(--color-accent)"
              value={job.progress.total ? job.progress.done : undefined}
              max={job.progress.total ?? undefined}
            />
            <span className="figures">{words}</span>
          </p>
        )}
        {job.error && <p className="mt-1 text-small wrap-anywhere text-danger-text">{job.error}</p>}
        {!job.error && job.said && <p className="mt-1 text-small wrap-anywhere">{job.said}</p>}
      </div>
      {jobActs(job).map(({ act, verb }) => (
        <Form key={act} method="post" preventScrollReset>
          <CommandId />
          <input type="hidden" name="job" value={job.id} />
          <SubmitButton variant="secondary" name="act" value={act} aria-label={`${verb}: ${job.label}`}>
            {verb}
          </SubmitButton>
        </Form>
      ))}
    </li>
  );
}
