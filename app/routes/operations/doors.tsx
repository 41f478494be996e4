import { Form } from "@remix-run/react";
import { useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Card } from "#app/components/ui/card.tsx";
import { ConfirmDialog } from "#app/components/ui/overlay/confirm-dialog.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { useAct } from "#app/kit/forms/use-act.ts";
import { cx } from "#app/lib/cx.ts";
import { type OperatorAct, operatorActs } from "#packages/operations/rules.ts";

export interface DoorReply {
  act: OperatorAct;
  ok: boolean;
  said: string;
}

interface Door {
  verb: string;
  pending: string;
  /** Beside the button: what it is for. */
  about: string;
  /** Before it is done: what will happen. */
  will: string;
}

const doors: Record<OperatorAct, Door> = {
  compare: {
    verb: "Compare",
    pending: "Beginning…",
    about: "Which tables differ between hub and D1.",
    will: "Begins a job that counts the rows of every table in the hub and in D1, page by page, and names those that differ. Changes nothing.",
  },
  verify: {
    verb: "Verify",
    pending: "Verifying…",
    about: "Whether the audit chain is whole.",
    will: "Recomputes the hash of each row of the audit log, page by page; what is due is done in between. Changes nothing.",
  },
  resync: {
    verb: "Resync",
    pending: "Beginning…",
    about: "D1 was lost, set back or differs: send everything again.",
    will: "Begins a job that sends all rows of this process to D1 again, over what is there, as fast as D1 takes them. Commands and pages go on meanwhile. It can be repeated without harm.",
  },
  restore: {
    verb: "Restore",
    pending: "Restoring…",
    about: "The hub was lost: fill it from D1.",
    will: "Fills an empty hub from D1, with its timers, its audit chain and what waits to be sent. What the lost hub had not yet copied is gone. A hub that has its data is left as it is.",
  },
};

/** What an operator may do with a hub. Each act is written into the log first. */
export function Doors({ name, replied }: { name: string; replied: DoorReply | null }) {
  const { answer, pending, fetcher, send } = useAct<DoorReply>();
  const reply = answer ?? replied;
  const [asking, setAsking] = useState<OperatorAct | null>(null);
  const running = pending ? fetcher.formData?.get("act") : null;
  const confirm = (act: OperatorAct) => {
    send({ act });
    setAsking(null);
  };
  return (
    <Card title="Repair and check">
      {/* Without a script it is done at once: each can be repeated without harm. */}
      <Form method="post">
        <CommandId answer={reply} />
        <ul className="grid gap-4 sm:grid-cols-2">
          {operatorActs.map((act) => (
            <li key={act} className="flex flex-wrap items-center gap-3">
              <Button
                className="w-28"
                type="submit"
                name="act"
                value={act}
                pending={running === act}
                onClick={(event) => {
                  event.preventDefault();
                  if (running === null) setAsking(act);
                }}
              >
                {running === act ? doors[act].pending : doors[act].verb}
              </Button>
              <p className="min-w-40 flex-1 text-text-muted">{doors[act].about}</p>
            </li>
          ))}
        </ul>
      </Form>
      <div role="status">
        {reply && !pending && (
          <p
            className={cx(
              "mt-4 rounded-md px-4 py-3 wrap-anywhere",
              reply.ok ? "bg-success-soft text-success-text" : "bg-danger-soft text-danger-text",
            )}
          >
            {doors[reply.act].verb}: {reply.said}
          </p>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(null)}
          onConfirm={() => confirm(asking)}
          title={`${doors[asking].verb} ${name}?`}
          confirmLabel={doors[asking].verb}
        >
          {doors[asking].will} Your name is written into the log.
        </ConfirmDialog>
      )}
    </Card>
  );
}
