import { Icon } from "#app/components/ui/icon.tsx";
import type { NotReached as Missing } from "#packages/core/endpoint.ts";

/** Says which processes' part is missing from a page about all of them, and that the rest is whole. */
export function NotReached({ processes }: { processes: readonly Missing[] }) {
  if (processes.length === 0) return null;
  return (
    <p role="status" className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2.5 text-warning-text">
      <Icon name="cloud-off" className="mt-0.5 size-4 shrink-0" />
      <span>
        <strong>Not reached: {processes.map(({ name }) => name).join(", ")}.</strong> What is here is without{" "}
        {processes.length === 1 ? "it" : "them"}; everything else is complete. Open the page again in a moment.
      </span>
    </p>
  );
}
