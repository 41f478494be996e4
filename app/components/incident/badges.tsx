import type { ReactNode } from "react";
import { Badge } from "#app/components/ui/badge.tsx";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { type Attention, attentionWords } from "#packages/incidents/attention.ts";
import { type Priority, priorityFor, type Severity, type Status } from "#packages/incidents/rules.ts";
import { priorityLook, severityLook, statusLook } from "./looks.ts";

/** `withWord` adds what the number means: "SEV1 Critical". */
export function SeverityBadge({ severity, withWord = false }: { severity: Severity; withWord?: boolean }) {
  const { tone, icon, word } = severityLook[severity];
  return (
    <Badge tone={tone} icon={icon} title={withWord ? undefined : `${severity}: ${word}`}>
      <span className="font-bold">{severity}</span>
      {withWord && ` ${word}`}
    </Badge>
  );
}

function IconWord({ icon, className, children }: { icon: IconName; className?: string; children: ReactNode }) {
  return (
    <span className={cx("inline-flex items-center gap-1 whitespace-nowrap", className)}>
      <Icon name={icon} className="size-3.5 shrink-0" strokeWidth={2.5} />
      {children}
    </span>
  );
}

/** An icon and a word: only severity is filled. Alone, for what knows nothing more of the incident. */
export function StatusWord({ status }: { status: Status }) {
  const { icon, word } = statusLook[status];
  return (
    <IconWord icon={icon} className={status === "resolved" ? "text-text-muted" : undefined}>
      {word}
    </IconWord>
  );
}

/** Louder than any severity: nobody works on it, and nobody will be paged for it. */
function UnattendedBadge() {
  return (
    <span data-unattended>
      <Badge tone="alarm" icon="bell-off">
        {attentionWords.unattended}
      </Badge>
    </span>
  );
}

/**
 * Where an incident stands, and whether it waits for somebody: who has it is quiet. Without `attention` for where something
 * louder says beside it that nobody will be paged.
 */
export function IncidentStatus({
  status,
  attention,
  needsAcknowledgement,
}: Pick<IncidentAnswer, "status" | "needsAcknowledgement"> & { attention?: Attention }) {
  const again = needsAcknowledgement && status !== "open";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {attention === "unattended" && <UnattendedBadge />}
      {status === "open" && attention !== "unattended" && (
        <IconWord icon="circle-dot" className="font-semibold text-danger-text">
          Open
        </IconWord>
      )}
      {status !== "open" && !(status === "acknowledged" && again) && <StatusWord status={status} />}
      {again && (
        <IconWord icon="bell-ring" className="font-semibold text-danger-text">
          Acknowledge again
        </IconWord>
      )}
    </span>
  );
}

export function PriorityWord({ priority }: { priority: Priority }) {
  const { icon, word } = priorityLook[priority];
  return <IconWord icon={icon}>{word}</IconWord>;
}

/** Nothing where it only repeats what the severity implies. */
export const OwnPriority = ({ severity, priority }: { severity: Severity; priority: Priority }) =>
  priority === priorityFor(severity) ? null : <PriorityWord priority={priority} />;
