import { channelsWords, foundWords, gapWords } from "#app/components/incident/paging-words.ts";
import { peopleWords } from "#app/components/incident/people-words.ts";
import { Badge, type Tone } from "#app/components/ui/badge.tsx";
import { AbsoluteTime, ClockTime, Countdown } from "#app/components/ui/time.tsx";
import { toMs } from "#app/lib/time.ts";
import type { DeliveryState } from "#packages/core/delivery.ts";
import { formatDuration } from "#packages/core/duration.ts";
import type { EscalationRun, IncidentDetail } from "./detail-data.server.ts";

type Execution = EscalationRun["executions"][number];
type Delivery = Execution["deliveries"][number];

/** Under a second is on time: the promise is "within a second". */
const onTimeMs = 1_000;

const deliveryLook: Record<DeliveryState, { tone: Tone; word: string }> = {
  queued: { tone: "info", word: "On its way" },
  unseen: { tone: "warning", word: "Nobody was looking" },
  sent: { tone: "success", word: "Sent" },
  delivered: { tone: "success", word: "Delivered" },
  bounced: { tone: "danger", word: "Came back" },
  complained: { tone: "danger", word: "Marked as spam" },
  dropped: { tone: "neutral", word: "Not sent" },
  parked: { tone: "danger", word: "Given up" },
};

function timing({ byHand, firedBy, latenessMs }: Execution): string {
  if (byHand) return firedBy ? `by hand (${firedBy})` : "by hand";
  return latenessMs <= onTimeMs ? "on time" : `${formatDuration(latenessMs)} late`;
}

/** Tier 0: people were paged by hand. */
const tierName = (tier: number, round: number) =>
  tier === 0 ? "Paged" : `Tier ${tier}${round > 1 ? `, round ${round}` : ""}`;

/** A tier that fired: who, why them, how late, and what became of each message. */
export function PageFired({ execution, team }: { execution: Execution; team: IncidentDetail["team"] }) {
  const { tier, round, firedAt, trail, targetIds, deliveries, outcome } = execution;
  const people = targetIds.map((id) => team.find((person) => person.id === id) ?? { name: "Somebody" });
  const found = tier === 0 ? null : foundWords(trail);
  const gap = gapWords(trail);
  return (
    <li>
      <p>
        <span className="font-medium">{tierName(tier, round)}</span>{" "}
        <span className="figures text-small text-text-muted">
          <AbsoluteTime at={firedAt} seconds />, {timing(execution)}
        </span>
      </p>
      <p>
        {outcome === "unreachable" ? (
          <span className="text-danger-text">Nobody could be reached.</span>
        ) : (
          <>
            <strong className="font-medium">{peopleWords(people)}</strong>
            {found && `, because ${people.length > 1 ? "each is" : "they are"} ${found}`}
          </>
        )}
      </p>
      {gap && <p className="text-small text-warning-text">{gap}</p>}
      <ul className="mt-1 flex flex-col gap-1">
        {deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </li>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const { channel, recipient, state, attempts, error, waiting } = delivery;
  const { tone, word } = waiting ? { tone: "warning" as const, word: "Waiting" } : deliveryLook[state];
  const at = delivery.settledAt ?? delivery.deliveredAt ?? delivery.sentAt;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small">
      <Badge tone={tone}>
        {word} {at && <ClockTime at={at} />}
      </Badge>
      <span className="min-w-0 text-text-muted wrap-anywhere">
        {channelsWords([channel])}, {recipient}
        {attempts > 1 && `, ${attempts} tries`}
      </span>
      {waiting && (
        <span className="basis-full text-warning-text wrap-anywhere">
          Tried to page, waiting since <ClockTime at={waiting.since} />: {waiting.reason}
        </span>
      )}
      {error && <span className="basis-full text-text-muted">{error}</span>}
    </li>
  );
}

/** A tier still to come. */
export function PagePending({ page }: { page: EscalationRun["pending"][number] }) {
  const { tier, round, dueAt, people, channels, trail } = page;
  const gap = gapWords(trail);
  return (
    <li className="text-text-muted">
      <p>
        <span className="font-medium text-text">{tierName(tier, round)}</span> <Countdown dueAt={toMs(dueAt)} />
      </p>
      <p>
        {peopleWords(people)}, {channelsWords(channels)}
      </p>
      {gap && <p className="text-small text-warning-text">{gap}</p>}
    </li>
  );
}
