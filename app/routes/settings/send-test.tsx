import { useLocation } from "@remix-run/react";
import { Button } from "#app/components/ui/button.tsx";
import { useAct } from "#app/kit/forms/use-act.ts";
import type { TestAnswer } from "#packages/mail/test-message.server.ts";

/** Tries the address that is saved, and says beside it what came of it. */
export function SendTest({ channel, label }: { channel: "slack" | "webhook"; label: string }) {
  const { search } = useLocation();
  const act = useAct<TestAnswer>(`/resources/test-message${search}`);
  const answer = act.answer;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        size="small"
        pending={act.pending}
        onClick={() => act.send({ channel })}
        aria-label={`Send a test: ${label}`}
      >
        Send a test
      </Button>
      <p role="status" className={answer?.taken === false ? "text-danger-text" : "text-text-muted"}>
        {act.pending ? "Waiting for the receiver…" : answer?.words}
      </p>
    </div>
  );
}
