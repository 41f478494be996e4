import { Avatar } from "#app/components/ui/avatar.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Countdown } from "#app/components/ui/time.tsx";
import { toMs } from "#app/lib/time.ts";

/** Who has it. Nobody is what must be seen: it is somebody's to take. */
export function Assignee({ name }: { name: string | null }) {
  if (!name) return <span className="font-medium text-warning-text">Nobody</span>;
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className="max-sm:hidden">
        <Avatar name={name} size="small" decorative />
      </span>
      <span className="truncate">{name}</span>
    </span>
  );
}

export function NumberAndTitle({ number, title }: { number: string; title: string }) {
  return (
    <>
      <span className="figures mr-2 font-normal text-text-muted">{number}</span>
      <bdi className="font-medium">{title}</bdi>
    </>
  );
}

export interface NextPageLike {
  tier: number;
  dueAt: string;
  people: { id: string; name: string }[];
}

export const peopleWords = (people: { name: string }[]): string =>
  people.length === 0 ? "nobody" : people.map(({ name }) => name).join(", ");

/** "03:12 · tier 2, Asha Menon": what happens if nobody acts. */
export function NextPageCell({ next }: { next: NextPageLike | null }) {
  if (!next) return <span className="text-text-muted max-sm:hidden">None</span>;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <Icon name="hourglass" className="size-3.5 shrink-0 text-text-muted" />
      <Countdown dueAt={toMs(next.dueAt)} />
      <span className="truncate text-text-muted">
        tier {next.tier}, {peopleWords(next.people)}
      </span>
    </span>
  );
}
