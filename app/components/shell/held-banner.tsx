import { Link } from "@remix-run/react";
import { Banner } from "#app/components/ui/banner.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { useRevalidateOn } from "#app/live/hooks.ts";
import type { OutboundChannel } from "#packages/core/delivery.ts";
import { useCan, useShell } from "./shell-data.ts";

const by: Record<OutboundChannel, string> = { email: "by e-mail", slack: "by Slack", webhook: "to the webhook" };

/** For everybody who may be paged, on every page: by which way nothing leaves. */
export function HeldBanner() {
  const { held } = useShell();
  const seesOutbox = useCan("outbox.view");
  useRevalidateOn({ type: ["delivery.resting", "delivery.resumed"] });
  return held.map(({ channel, reason, since }) => (
    <Banner
      key={channel}
      tone="warning"
      icon="circle-pause"
      action={
        seesOutbox && (
          <Link to="/outbox" className="font-medium underline">
            Outbox
          </Link>
        )
      }
    >
      <strong className="font-semibold">Pages can't leave {by[channel]}</strong> since <AbsoluteTime at={since} />:{" "}
      {reason.replace(/\.$/, "")}. They are kept, and go out when it works again.
    </Banner>
  ));
}
