import { Avatar } from "#app/components/ui/avatar.tsx";
import { Reference } from "#app/components/ui/reference.tsx";
import { Countdown } from "#app/components/ui/time.tsx";
import { toMs } from "#app/lib/time.ts";
import type { Attention } from "#packages/incidents/attention.ts";
import { peopleWords } from "./people-words.ts";

const nobody: Record<Attention, string> = {
  unattended: "font-semibold text-danger-text",
  unacknowledged: "font-medium text-warning-text",
  taken: "",
  done: "text-text-muted",
};

/** Who has it. Nobody is what must be seen where somebody is wanted: it is theirs to take. */
export function Assignee({ name, attention }: { name: string | null; attention: Attention }) {
  if (!name) return <span className={nobody[attention]}>Nobody</span>;
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className="folded:hidden">
        <Avatar name={name} size="small" decorative />
      </span>
      <span className="truncate">{name}</span>
    </span>
  );
}

export function NumberAndTitle({ number, title }: { number: string; title: string }) {
  return (
    <>
      <Reference number={number} className="mr-2 font-normal text-text-muted unfolded:block unfolded:text-small" />
      <bdi className="font-medium">{title}</bdi>
    </>
  );
}

export interface NextPageLike {
  round: number;
  dueAt: string;
  people: { id: string; name: string }[];
}

/** "in 3:12 · Asha Menon": what happens if nobody acts. */
export function NextAlertCell({ next, attention }: { next: NextPageLike | null; attention: Attention }) {
  if (!next) {
    const words = attention === "taken" ? "Stopped" : "None";
    return <span className="text-text-muted folded:hidden">{words}</span>;
  }
  const { dueAt, people, round } = next;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <Countdown dueAt={toMs(dueAt)} />
      <span className="truncate text-text-muted">
        {peopleWords(people)}
        {round > 1 && `, round ${round}`}
      </span>
    </span>
  );
}
