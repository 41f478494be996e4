import { useNavigation, useSubmit } from "@remix-run/react";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { ConfirmDialog } from "#app/components/ui/confirm-dialog.tsx";

export function DeleteChain({ name }: { name: string }) {
  const [asking, setAsking] = useState(false);
  const submit = useSubmit();
  const { formMethod } = useNavigation();
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)} className="text-danger-text">
        <Trash2 aria-hidden="true" className="size-4" />
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => submit(null, { method: "delete" })}
        title={`Delete the chain “${name}”?`}
        confirmLabel="Delete chain"
        danger
        pending={formMethod === "DELETE"}
      >
        What it still had to send is stopped, also for incidents that are open now. What it has sent stays in their
        story. A deleted chain can't be brought back.
      </ConfirmDialog>
    </>
  );
}
