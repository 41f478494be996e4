import { Form } from "@remix-run/react";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import type { ChainEffect } from "#packages/escalations/effect.server.ts";
import { startableWords } from "./effect-words.ts";

/** After a switch: the way back, or the open incidents that it can be started for. */
export function SwitchedNotice({ effect }: { effect: ChainEffect }) {
  const { chain, startable } = effect;
  if (chain.isActive && startable.total === 0) return null;
  return (
    <Form
      method="post"
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-warning bg-warning-soft px-4 py-3"
    >
      <CommandId />
      <input type="hidden" name="id" value={chain.id} />
      <p className="min-w-0 flex-1 basis-64 wrap-anywhere">
        {chain.isActive
          ? `The chain “${chain.name}” is on. ${startableWords(effect)}`
          : `The chain “${chain.name}” is off. Nobody is paged by it.`}
      </p>
      {chain.isActive ? (
        <SubmitButton name="intent" value="start" variant="secondary" pendingLabel="Starting…">
          Start it for {startable.total === 1 ? "it" : "them"}
        </SubmitButton>
      ) : (
        <>
          <input type="hidden" name="isActive" value="true" />
          <input type="hidden" name="goOn" value="true" />
          <SubmitButton name="intent" value="undo" variant="secondary" pendingLabel="Switching on…">
            Undo
          </SubmitButton>
        </>
      )}
    </Form>
  );
}
