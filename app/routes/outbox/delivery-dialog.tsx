import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useCan } from "#app/components/shell/shell-data.ts";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import { useAct } from "#app/kit/forms/use-act.ts";
import { channelLabel } from "#app/lib/channels.ts";
import { entityLooks } from "#app/register.ts";
import type { DeliveryAnswer } from "#packages/outbox/queries.server.ts";
import { canRetry, eventWords, stateLook } from "./looks.ts";
import { StateBadge } from "./state-badge.tsx";

export function DeliveryDialog({ delivery, onClose }: { delivery: DeliveryAnswer; onClose: () => void }) {
  const act = useAct<{ problem: string | null }>(undefined, { quiet: true });
  const { fetcher } = act;
  const mayRetry = useCan("outbox.retry") && canRetry(delivery.state);
  const problem = act.answer?.problem;
  const { kind, id } = delivery.about;
  const about = kind ? entityLooks.get(kind) : undefined;
  const to = id && about?.path({ id, reference: null });
  return (
    <Dialog
      open
      onClose={onClose}
      title={delivery.subject || eventWords(delivery.event)}
      description={`To ${delivery.to}`}
      footer={
        mayRetry && (
          <fetcher.Form method="post">
            <CommandId answer={act.answer} />
            <SubmitButton fetcher={fetcher} pendingLabel="Sending…">
              <Icon name="rotate-ccw" className="size-4" />
              Send again
            </SubmitButton>
          </fetcher.Form>
        )
      }
    >
      <FormFailure of={act} />
      <FormError errors={problem ? [problem] : undefined} />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <StateBadge state={delivery.state} />
        <span className="text-text-muted">{delivery.error ?? stateLook[delivery.state].means}</span>
      </div>
      <dl className="mb-4 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
        <Fact name="Because of">{eventWords(delivery.event)}</Fact>
        <Fact name="By">{channelLabel[delivery.channel]}</Fact>
        <Fact name="Tries">{delivery.attempts}</Fact>
        <Fact name="Written">
          <AbsoluteTime at={delivery.createdAt} seconds />
        </Fact>
        {delivery.sentAt && (
          <Fact name="Sent">
            <AbsoluteTime at={delivery.sentAt} seconds />
          </Fact>
        )}
        {delivery.deliveredAt && (
          <Fact name="Delivered">
            <AbsoluteTime at={delivery.deliveredAt} seconds />
          </Fact>
        )}
        {delivery.settledAt && (
          <Fact name={stateLook[delivery.state].word}>
            <AbsoluteTime at={delivery.settledAt} seconds />
          </Fact>
        )}
        {delivery.nextTryAt && (
          <Fact name="Next try">
            <AbsoluteTime at={delivery.nextTryAt} seconds />
          </Fact>
        )}
        {about && to && (
          <Fact name={about.name}>
            <Link to={to} className="text-accent-text underline">
              Open it
            </Link>
          </Fact>
        )}
      </dl>
      <section aria-label="Text" className="rounded-md bg-surface-sunken px-4 py-3 break-words whitespace-pre-wrap">
        {delivery.text || "This message has no text."}
      </section>
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-text-muted">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
