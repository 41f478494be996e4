import { channelsWords } from "#app/components/incident/paging-words.ts";
import { peopleWords } from "#app/components/incident/people-words.ts";
import { ConfirmDialog } from "#app/components/ui/overlay/confirm-dialog.tsx";
import type { Escalation } from "./detail-data.server.ts";

export interface EscalateDialogProps {
  number: string;
  next: Escalation["next"];
  /** Somebody has it: they keep it, but it needs an acknowledgement again. */
  had: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

export default function EscalateDialog({ number, next, had, onClose, onConfirm }: EscalateDialogProps) {
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={onConfirm}
      title={`Escalate ${number} now?`}
      confirmLabel={
        next ? `Page ${peopleWords(next.people)} now` : had ? "Page the next tier now" : "Start the chain now"
      }
    >
      {next
        ? `Tier ${next.tier} fires at once instead of at its time: ${peopleWords(next.people)}, ${channelsWords(next.channels)}. A page can't be taken back.`
        : had
          ? "The tier after those that were paged fires at once. Who has the incident keeps it, but it needs an acknowledgement again. A page can't be taken back."
          : "The chain that fits this incident starts anew, and its first tier fires at once. A page can't be taken back."}
    </ConfirmDialog>
  );
}
