import { Button } from "#app/components/ui/button.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";

export interface LeaveDialogProps {
  /** All of it is kept as drafts. */
  kept: boolean;
  onStay: () => void;
  onLeave: () => void;
}

export function LeaveDialog({ kept, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      open
      onClose={onStay}
      title="Leave without saving?"
      size="small"
      footer={
        <>
          <Button variant="primary" onClick={onStay}>
            Keep writing
          </Button>
          <Button onClick={onLeave}>{kept ? "Leave" : "Leave and lose it"}</Button>
        </>
      }
    >
      <p>
        {kept
          ? "What you typed is not saved. It stays on this device as a draft, and is here again when you come back."
          : "What you typed is not saved, and is lost when you leave."}
      </p>
    </Dialog>
  );
}
