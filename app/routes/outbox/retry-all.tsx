import { useSearchParams } from "@remix-run/react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { ListAct } from "#app/kit/list/list-act.tsx";
import type { ShownList } from "#app/kit/list/list-page.tsx";
import type { DeliveryAnswer } from "#packages/outbox/queries.server.ts";

/** For the state that is being looked at, of one process. What has been overtaken meanwhile is dropped when its turn comes. */
export function RetryAll({ list: { choice, page } }: { list: ShownList<DeliveryAnswer> }) {
  const [params] = useSearchParams();
  const state = params.get("state");
  const isRetryable = state === "parked" || state === "bounced";
  if (!useCan("outbox.retry") || !isRetryable || choice.current === null) return null;
  return (
    <ListAct key={state} name="retryAll" pendingLabel="Sending…" any={(page?.items.length ?? 0) > 0}>
      <Icon name="rotate-ccw" className="size-4" />
      Send all again
    </ListAct>
  );
}
