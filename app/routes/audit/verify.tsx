import { useFetcher } from "@remix-run/react";
import { buttonClass } from "#app/components/ui/button.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { failureIn } from "#app/kit/forms/failure.ts";
import { cx } from "#app/lib/cx.ts";
import type { Verdict } from "#packages/audit/chain.server.ts";

export type VerifyReply = { verdict: Verdict } | { problem: string };

/** Recomputes the chain on the server, and shows what came of it until the page is left. */
export function Verify({ processId }: { processId: string }) {
  const fetcher = useFetcher<VerifyReply>({ key: `verify-${processId}` });
  return (
    <div className="flex flex-wrap gap-2">
      <fetcher.Form method="post">
        <CommandId answer={fetcher.data} />
        <SubmitButton fetcher={fetcher} variant="secondary" pendingLabel="Verifying…">
          <Icon name="shield-check" className="size-4" />
          Verify
        </SubmitButton>
      </fetcher.Form>
      <a
        href={`/api/audit-log/export?processId=${encodeURIComponent(processId)}`}
        download={`audit-${processId}.jsonl`}
        className={buttonClass()}
      >
        <Icon name="download" className="size-4" />
        Export
      </a>
    </div>
  );
}

export function VerifyResult({ processId }: { processId: string }) {
  const { data } = useFetcher<VerifyReply>({ key: `verify-${processId}` });
  const failure = failureIn(data);
  return <div role="status">{data && <Outcome reply={failure ? { problem: failure.words } : data} />}</div>;
}

const brokenWords = ({ firstBroken, brokenEvent }: Verdict) =>
  brokenEvent === null
    ? `Row ${firstBroken} does not follow from the one before it.`
    : `Event ${brokenEvent} does not fit row ${firstBroken}.`;

function Outcome({ reply }: { reply: VerifyReply }) {
  const verdict = "verdict" in reply ? reply.verdict : null;
  const sound = verdict?.ok === true;
  const icon = sound ? "shield-check" : "shield-alert";
  return (
    <div
      className={cx(
        "flex items-start gap-3 rounded-lg px-4 py-3",
        sound ? "bg-success-soft text-success-text" : "bg-danger-soft text-danger-text",
      )}
    >
      <Icon name={icon} className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        {"problem" in reply && <p>{reply.problem}</p>}
        {verdict && (
          <>
            <p className="font-semibold">
              {verdict.ok
                ? `All ${verdict.rows.toLocaleString("en")} rows follow from one another, and their events are as they were written.`
                : brokenWords(verdict)}
            </p>
            {!verdict.ok && (
              <p>
                Reason: {verdict.reason}. The {verdict.rows.toLocaleString("en")} rows before it are sound. Export the
                log and call whoever runs the database.
              </p>
            )}
            <p className="figures text-small break-all">Last sound hash {verdict.lastHash}</p>
          </>
        )}
      </div>
    </div>
  );
}
