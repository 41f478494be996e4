import { useLocation } from "@remix-run/react";
import { type ReactNode, useState } from "react";
import { SeverityBadge } from "#app/components/incident/badges.tsx";
import { gapWords } from "#app/components/incident/paging-words.ts";
import { useShell } from "#app/components/shell/shell-data.ts";
import { Button, ButtonLink } from "#app/components/ui/button.tsx";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { Later, later } from "#app/components/ui/later.tsx";
import { ClockTime, Countdown } from "#app/components/ui/time.tsx";
import { cx } from "#app/lib/cx.ts";
import { toMs } from "#app/lib/time.ts";
import type { Attention } from "#packages/incidents/attention.ts";
import type { IncidentDetail } from "./detail-data.server.ts";
import type { EscalateDialogProps } from "./escalate-dialog.tsx";
import { type SituationPart, situationOf } from "./situation.ts";
import { tierWords, whyQuiet } from "./why-quiet.ts";

const escalateDialog = later<EscalateDialogProps>(() => import("./escalate-dialog.tsx"));

/** The more dangerous, the louder. */
const looks: Record<Attention, { icon: IconName; look: string }> = {
  unattended: { icon: "siren", look: "border-danger bg-danger text-on-danger" },
  unacknowledged: { icon: "hourglass", look: "border-warning bg-warning-soft" },
  taken: { icon: "user-check", look: "border-border bg-surface-sunken/60" },
  done: { icon: "circle-check", look: "border-border bg-surface-sunken/60" },
};

interface SituationBarProps {
  detail: IncidentDetail;
  /** What is under way, if anything. */
  intent: unknown;
  onTake: (() => void) | undefined;
  onEscalate: (() => void) | undefined;
}

/** How bad, who has it, who is paged next and when, what the client sees: one line, the same for all who look. */
export function SituationBar({ detail, intent, onTake, onEscalate }: SituationBarProps) {
  const { user } = useShell();
  const { incident, escalation, acknowledgement } = detail;
  const { attention, severity } = incident;
  const next = escalation ? escalation.next : undefined;
  const parts = situationOf({ incident, acknowledgement, next, userId: user.id });
  const { icon, look } = looks[attention];
  const loud = attention === "unattended";
  const small = next ? tierWords(next) : escalation && whyQuiet(detail, escalation);
  const gap = next?.gap ? gapWords(next.trail) : null;
  return (
    <section
      aria-label="Situation"
      data-attention={attention}
      className={cx("flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-4 py-3", look)}
    >
      <Icon name={icon} className={cx("size-5 shrink-0", loud ? "size-6" : "text-text-muted")} />
      <div className="min-w-0 flex-1 basis-56">
        <p className={cx("flex flex-wrap items-center gap-x-1.5 gap-y-1", loud && "font-semibold")}>
          {loud ? <span className="font-bold">{severity}</span> : <SeverityBadge severity={severity} withWord />}
          {parts.map((part) => (
            <Part key={part.words} part={part} loud={loud} />
          ))}
        </p>
        {small && <p className={cx("mt-0.5 text-small", !loud && "text-text-muted")}>{small}</p>}
        {gap && <p className="text-small text-warning-text">{gap}</p>}
      </div>
      <SituationActs detail={detail} intent={intent} onTake={loud ? onTake : undefined} onEscalate={onEscalate} />
    </section>
  );
}

function Part({ part: { words, at, urgent }, loud }: { part: SituationPart; loud: boolean }): ReactNode {
  return (
    <>
      <span aria-hidden="true">·</span>
      <span className={cx(urgent && !loud && "font-semibold text-danger-text")}>
        {words}
        {at?.as === "countdown" && (
          <>
            {" "}
            <Countdown dueAt={toMs(at.moment)} className="text-title" />
          </>
        )}
        {at?.as === "clock" && (
          <>
            {" "}
            <ClockTime at={at.moment} seconds={false} />
          </>
        )}
      </span>
    </>
  );
}

function SituationActs({ detail, intent, onTake, onEscalate }: SituationBarProps) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const { search } = useLocation();
  const { incident, escalation } = detail;
  // What has nobody and no chain at work is paged by choosing whom.
  const canEscalate = escalation?.next || incident.status !== "open";
  const onRed = onTake && "border-on-danger! bg-transparent! text-on-danger! hover:bg-danger-hover!";
  if (!onEscalate && !onTake) return null;
  return (
    <div data-print="hide" className="flex flex-wrap gap-2">
      {onTake && (
        <Button
          onClick={onTake}
          pending={intent === "acknowledge"}
          className="border-transparent! bg-on-danger! font-semibold text-danger!"
        >
          Take it
        </Button>
      )}
      {onEscalate && canEscalate && (
        <Button
          size={onTake ? "normal" : "small"}
          className={onRed}
          pending={intent === "escalate"}
          onClick={() => setAsking(true)}
          onPointerEnter={escalateDialog.ahead}
        >
          Escalate now
        </Button>
      )}
      {onEscalate && (
        <ButtonLink
          to={`/incidents/${incident.number}/page${search}`}
          size={onTake ? "normal" : "small"}
          className={onRed}
        >
          Page someone
        </ButtonLink>
      )}
      {asking && onEscalate && (
        <Later
          part={escalateDialog}
          props={{
            number: incident.number,
            next: escalation?.next ?? null,
            had: incident.status !== "open",
            onClose: close,
            onConfirm: () => {
              close();
              onEscalate();
            },
          }}
          onMissing={close}
        />
      )}
    </div>
  );
}
