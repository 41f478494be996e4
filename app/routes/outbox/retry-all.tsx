import { useFetcher } from "@remix-run/react";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";

/**
 * For the state that is being looked at. What has been overtaken meanwhile is dropped when its turn comes. Without a message
 * in that state there is no button; what the last press came to stays.
 */
export function RetryAll({ any }: { any: boolean }) {
  const fetcher = useFetcher<{ problem: string | null; retried: number; more: boolean }>();
  const { problem, retried = 0, more = false } = fetcher.data ?? {};
  if (!any && retried === 0 && !problem) return null;
  return (
    <fetcher.Form method="post" className="flex flex-wrap items-center gap-3">
      {any && (
        <SubmitButton fetcher={fetcher} pendingLabel="Sending…">
          <Icon name="rotate-ccw" className="size-4" />
          Send all again
        </SubmitButton>
      )}
      {retried > 0 && (
        <p role="status" className="text-text-muted">
          {retried === 1 ? "One message was" : `${retried} messages were`} queued again
          {more ? "; there are more." : "."}
        </p>
      )}
      <FormError errors={problem ? [problem] : undefined} />
    </fetcher.Form>
  );
}
