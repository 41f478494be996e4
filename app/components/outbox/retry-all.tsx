import { useFetcher } from "@remix-run/react";
import { RotateCcw } from "lucide-react";
import { FormError } from "#app/components/ui/form-error.tsx";
import { SubmitButton } from "#app/components/ui/submit-button.tsx";

/** For the state that is being looked at. What has been overtaken meanwhile is dropped when its turn comes. */
export function RetryAll() {
  const fetcher = useFetcher<{ problem: string | null; retried: number; more: boolean }>();
  const { problem, retried = 0, more = false } = fetcher.data ?? {};
  return (
    <fetcher.Form method="post" className="flex flex-wrap items-center gap-3">
      <SubmitButton fetcher={fetcher} pendingLabel="Sending…">
        <RotateCcw aria-hidden="true" className="size-4" />
        Send all again
      </SubmitButton>
      {retried > 0 && (
        <p role="status" className="text-text-muted">
          {retried === 1 ? "One message is" : `${retried} messages are`} on the way{more ? "; there are more." : "."}
        </p>
      )}
      <FormError errors={problem ? [problem] : undefined} />
    </fetcher.Form>
  );
}
