import { type ReactNode, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Later, later } from "#app/components/ui/later.tsx";
import type { DeleteQuestionProps } from "./delete-question.tsx";

const question = later<DeleteQuestionProps>(() => import("./delete-question.tsx"));

interface DeleteRecordProps {
  /** As a sentence has it: “the chain “Payments””. */
  what: string;
  /** What will happen. */
  children: ReactNode;
}

/** Deletes the record of the page, with the reason, which is asked for in a dialog that comes when it is wanted. */
export function DeleteRecord({ what, children }: DeleteRecordProps) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <>
      <Button
        variant="ghost"
        onPointerEnter={question.ahead}
        onFocus={question.ahead}
        onClick={() => setAsking(true)}
        className="text-danger-text"
      >
        <Icon name="trash" className="size-4" />
        Delete
      </Button>
      {asking && <Later part={question} props={{ what, onClose: close, children }} onMissing={close} />}
    </>
  );
}
