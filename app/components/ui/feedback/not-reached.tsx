import { Notice } from "#app/components/ui/notice.tsx";
import type { NotReached as Missing } from "#packages/core/endpoint.ts";

/** Says which processes' part is missing from a page about all of them, and that the rest is whole. */
export function NotReached({ processes }: { processes: readonly Missing[] }) {
  if (processes.length === 0) return null;
  return (
    <Notice
      tone="warning"
      icon="cloud-off"
      role="status"
      title={`Not reached: ${processes.map(({ name }) => name).join(", ")}.`}
    >
      What is here is without {processes.length === 1 ? "it" : "them"}; everything else is complete. Open the page again
      in a moment.
    </Notice>
  );
}
