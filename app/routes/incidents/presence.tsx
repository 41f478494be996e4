import { Avatar } from "#app/components/ui/avatar.tsx";
import { usePresence } from "#app/live/hooks.ts";

/** Who else has this incident open now. */
export function Presence({ incidentId }: { incidentId: string }) {
  const others = usePresence("incident", incidentId);
  const names = others.map(({ name }) => name);
  const last = names.pop();
  const who = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return (
    <span role="status" className="inline-flex items-center gap-1.5">
      {others.length > 0 && (
        <>
          <span aria-hidden="true" className="inline-flex -space-x-1.5">
            {others.slice(0, 4).map(({ id, name }) => (
              <Avatar key={id} name={name} size="small" decorative />
            ))}
          </span>
          <span>
            {who} {others.length === 1 ? "is" : "are"} looking at this too
          </span>
        </>
      )}
    </span>
  );
}
