import type { Tone } from "#app/components/ui/badge.tsx";
import type { IconName } from "#app/components/ui/icon.tsx";
import {
  type Priority,
  priorities,
  type Severity,
  type Status,
  severities,
  severityWords,
  statusWords,
} from "#packages/incidents/rules.ts";

/** How an incident's severity, status and priority look, wherever they are shown. */

interface Look {
  icon: IconName;
  word: string;
}

/** The only filled badge: how bad it is must be found by a squint. */
export const severityLook: Record<Severity, Look & { tone: Tone }> = {
  SEV0: { tone: "alarm", icon: "octagon-alert", word: severityWords.SEV0 },
  SEV1: { tone: "alarm", icon: "triangle-alert", word: severityWords.SEV1 },
  SEV1A: { tone: "danger", icon: "triangle-alert", word: severityWords.SEV1A },
  SEV2: { tone: "warning", icon: "diamond", word: severityWords.SEV2 },
  SEV3: { tone: "info", icon: "circle", word: severityWords.SEV3 },
  SEV4: { tone: "neutral", icon: "minus", word: severityWords.SEV4 },
};

export const statusLook: Record<Status, Look> = {
  open: { icon: "circle-dot", word: statusWords.open },
  acknowledged: { icon: "user-check", word: statusWords.acknowledged },
  in_progress: { icon: "play", word: statusWords.in_progress },
  resolved: { icon: "circle-check", word: statusWords.resolved },
};

export const priorityLook: Record<Priority, Look> = {
  critical: { icon: "chevrons-up", word: "Critical" },
  high: { icon: "arrow-up", word: "High" },
  medium: { icon: "equal", word: "Medium" },
  low: { icon: "arrow-down", word: "Low" },
};

export const severityOptions = severities.map((value) => ({ value, label: `${value} ${severityLook[value].word}` }));
export const priorityOptions = priorities.map((value) => ({ value, label: priorityLook[value].word }));
