import { Form, Link, useLocation } from "@remix-run/react";
import { type FormEvent, useEffect, useState } from "react";
import { actionOf, useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { openOverlay } from "#app/components/shell/overlay-store.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { hasHydrated } from "#app/lib/hydrated.ts";
import type { Alert } from "#app/live/protocol.ts";
import { offerAcknowledgement } from "./acknowledge.ts";
import { alertName, useAlerts } from "./use-alerts.ts";
import { useAnnounce } from "./use-announce.ts";
import { usePageBadge } from "./use-page-badge.ts";

/** A bar that has just come takes no press: it was meant for what lay there before. */
const settlingMs = 1_000;

/** On every page: what its person is paged for in the app, with the way to take it. Works without a script. */
export function AlertBar() {
  const alerts = useAlerts();
  const { pathname } = useLocation();
  // Here and not in the bar, which is gone before the answer has come.
  const { pending, send } = useIncidentAction();
  useAnnounce(alerts);
  const [worst] = alerts;
  usePageBadge(worst ? `Paged: ${alertName(worst)}` : null);
  // The incident's own page says all of it itself.
  const elsewhere = alerts.filter(({ about }) => pathname !== about.path && !pathname.endsWith(about.id));
  const [first] = elsewhere;
  return (
    <div role="alert" data-print="hide" data-shown={first ? "" : undefined} className="peer contents">
      {first && (
        <Bar key={first.about.id} alert={first} more={elsewhere.length - 1} pending={pending} onAcknowledge={send} />
      )}
    </div>
  );
}

interface BarProps {
  alert: Alert;
  /** How many others there are. */
  more: number;
  pending: boolean;
  onAcknowledge: (id: string, intent: "acknowledge") => void;
}

function Bar({ alert, more, pending, onAcknowledge }: BarProps) {
  const { about } = alert;
  const [settled, setSettled] = useState(() => !hasHydrated());
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), settlingMs);
    return () => clearTimeout(timer);
  }, []);
  const acknowledges = about.kind === "incident";
  const acknowledge = () => {
    if (acknowledges && settled && !pending) onAcknowledge(about.id, "acknowledge");
  };
  useHotkeys({ a: acknowledge });
  useEffect(() => offerAcknowledgement(acknowledge));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acknowledge();
  };
  return (
    <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-35 flex flex-wrap items-center gap-x-4 gap-y-2 bg-danger px-4 py-2.5 text-on-danger shadow-2xl motion-safe:animate-slide-in lg:bottom-0 lg:left-60">
      <p className="flex min-w-0 flex-1 items-center gap-3">
        <Icon name="siren" className="size-5 shrink-0 motion-safe:animate-pulse-soft" />
        <span className="min-w-0 max-sm:text-small">
          <strong className="font-semibold">You are paged:</strong>{" "}
          <Link to={about.path ?? "/"} className="line-clamp-2 underline wrap-anywhere sm:inline">
            <span className="figures font-semibold">{alertName(alert)}</span> <bdi>{about.title}</bdi>
          </Link>
          {more > 0 && <span className="ml-2 whitespace-nowrap">and {more} more</span>}
        </span>
      </p>
      <button
        type="button"
        aria-label="How this browser alerts you"
        onClick={() => openOverlay("alerts")}
        className="flex size-11 items-center justify-center rounded-md hover:bg-danger-hover"
      >
        <Icon name="bell-ring" className="size-5" />
      </button>
      {acknowledges && (
        <Form method="post" action={actionOf(about.id)} onSubmit={submit} className="max-sm:basis-full">
          <CommandId />
          <input type="hidden" name="intent" value="acknowledge" />
          <button
            type="submit"
            aria-disabled={pending || !settled || undefined}
            className="flex min-h-12 w-full items-center justify-center gap-2 rounded-md bg-surface-raised px-5 font-semibold text-danger-text aria-disabled:opacity-70 lg:min-h-10"
          >
            Acknowledge<span className="sr-only"> {about.reference}</span>
            <span className="max-lg:hidden">
              <Kbd keys="a" />
            </span>
          </button>
        </Form>
      )}
    </div>
  );
}
