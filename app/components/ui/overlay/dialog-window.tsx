import * as Radix from "@radix-ui/react-dialog";
import { useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { UnsavedScope, unsavedTexts, useHoldsUnsaved, useUnsavedScope } from "#app/lib/unsaved.tsx";
import type { DialogProps } from "./dialog-props.ts";
import { closeOpenPanel } from "./panel.ts";
import { useDialogFocus } from "./use-dialog-focus.ts";

const widths: Record<NonNullable<DialogProps["size"]>, string> = {
  small: "sm:max-w-md",
  normal: "sm:max-w-xl",
  wide: "sm:max-w-4xl",
};

/** In the middle on large screens, the whole screen on phones. */
export default function DialogWindow({
  open,
  onClose,
  title,
  description,
  size = "normal",
  focusField,
  footer,
  children,
}: DialogProps) {
  const [asking, setAsking] = useState(false);
  const focus = useDialogFocus(focusField);
  const texts = useUnsavedScope();
  const asks = useHoldsUnsaved(texts);
  const close = () => {
    setAsking(false);
    texts.discard(unsavedTexts);
    onClose();
  };
  const request = (next: boolean) => {
    if (next) return;
    if (asks && !asking) setAsking(true);
    else if (asking) setAsking(false);
    else close();
  };
  return (
    <Radix.Root open={open} onOpenChange={request}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...focus}
          onEscapeKeyDown={keepForWhatIsInside}
          // A toast lies over the dialog: pressing it is not a press beside the dialog.
          onInteractOutside={(event) => {
            if (event.target instanceof Element && event.target.closest("[data-toasts]")) event.preventDefault();
          }}
          // Without a description Radix wants to be told that there is none.
          {...(!description && { "aria-describedby": undefined })}
          className={cx(
            "fixed inset-0 z-50 flex flex-col bg-surface-raised text-text focus:outline-none motion-safe:animate-slide-in",
            "sm:inset-x-4 sm:top-[8dvh] sm:bottom-auto sm:mx-auto sm:max-h-[84dvh] sm:rounded-xl sm:shadow-2xl sm:ring-1 sm:ring-border",
            widths[size],
          )}
        >
          <div className="flex items-start justify-between gap-4 border-b border-border px-4 py-3 sm:px-5">
            <div className="min-w-0 pt-1">
              <Radix.Title className="font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-small text-text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="small" aria-label="Close">
                <Icon name="x" className="size-4" />
              </Button>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-5">
            <UnsavedScope value={texts}>{children}</UnsavedScope>
          </div>
          {asking ? (
            <DiscardQuestion onKeep={() => setAsking(false)} onDiscard={close} />
          ) : (
            footer && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-border px-4 py-3 sm:px-5">{footer}</div>
            )
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** An open panel and a field that is being edited take the key for themselves. */
function keepForWhatIsInside(event: KeyboardEvent) {
  const isEdited = event.target instanceof Element && event.target.matches("[data-own-escape]");
  if (closeOpenPanel() || isEdited) event.preventDefault();
}

function DiscardQuestion({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-end gap-2 border-t border-border bg-warning-soft px-4 py-3 sm:rounded-b-xl sm:px-5"
    >
      <p className="mr-auto text-warning-text">You have text that is not saved.</p>
      <Button autoFocus onClick={onKeep}>
        Keep writing
      </Button>
      <Button variant="danger" onClick={onDiscard}>
        Discard it
      </Button>
    </div>
  );
}
