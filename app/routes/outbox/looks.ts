import type { Tone } from "#app/components/ui/badge.tsx";
import type { IconName } from "#app/components/ui/icon.tsx";
import { capital, nameWords } from "#packages/core/capital.ts";
import type { DeliveryState } from "#packages/core/delivery.ts";

interface Look {
  tone: Tone;
  icon: IconName;
  word: string;
  means: string;
}

export const stateLook: Record<DeliveryState, Look> = {
  queued: { tone: "info", icon: "clock", word: "Queued", means: "Goes out in a moment." },
  unseen: {
    tone: "warning",
    icon: "eye-off",
    word: "Nobody was looking",
    means: "No browser of theirs has taken it yet. It is shown when they open the app.",
  },
  sent: { tone: "info", icon: "send", word: "Sent", means: "Handed over; whether it arrived is not known yet." },
  delivered: { tone: "success", icon: "circle-check", word: "Delivered", means: "The receiver's server took it." },
  bounced: { tone: "danger", icon: "undo-2", word: "Came back", means: "The receiver's server refused it." },
  complained: { tone: "danger", icon: "flag", word: "Marked as spam", means: "The receiver reported it as spam." },
  dropped: { tone: "neutral", icon: "ban", word: "Not sent", means: "It was no longer wanted when its turn came." },
  parked: { tone: "danger", icon: "circle-x", word: "Given up", means: "Every try failed. It can be sent again." },
};

/** "escalation.page" → "Escalation page". */
export const eventWords = (event: string) => capital(nameWords(event));

const retryable: readonly DeliveryState[] = ["parked", "bounced"];
export const canRetry = (state: DeliveryState) => retryable.includes(state);
