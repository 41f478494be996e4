import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { ConfirmDialog } from "#app/components/ui/overlay/confirm-dialog.tsx";
import { dateWords } from "#packages/core/dates.ts";
import { onCallRoleWords } from "#packages/on-call/rules.ts";
import type { Entry } from "./entry.ts";

export function RemoveEntry({ entry: { id, name, role, date } }: { entry: Entry }) {
  const [asking, setAsking] = useState(false);
  const { submit, state, data } = useFetcher<{ problem?: string }>();
  const what = `${onCallRoleWords[role].toLowerCase()} on ${dateWords(date)}`;
  useEffect(() => {
    if (state === "idle" && data?.problem) toast(data.problem, { tone: "danger" });
  }, [state, data]);
  return (
    <>
      <button
        type="button"
        aria-label={`Remove ${name}, ${what}`}
        onClick={() => setAsking(true)}
        className="flex size-11 shrink-0 items-center justify-center rounded-md text-text-muted hover:bg-surface-sunken hover:text-text sm:size-8"
      >
        <Icon name="x" className="size-3.5" />
      </button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          submit({ id }, { method: "delete" });
          setAsking(false);
        }}
        title={`Take ${name} off ${what}?`}
        confirmLabel="Take off"
        danger
        pending={state !== "idle"}
      >
        {role === "primary"
          ? "Until somebody else is added, pages of that day go to the backup, then the escalation, then every manager."
          : "Pages skip this role on that day."}
      </ConfirmDialog>
    </>
  );
}
