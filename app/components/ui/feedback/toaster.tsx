import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { dismissToast, readToasts, subscribeToasts, type Toast } from "./toast-store.ts";

const none: readonly Toast[] = [];
const icons = { success: "circle-check", danger: "circle-alert", neutral: "info" } as const;
const colours = { success: "text-success-text", danger: "text-danger-text", neutral: "text-info-text" };

const shownMs = 6_000;
/** Longer where something can still be taken back. */
const withActionMs = 10_000;

export function Toaster() {
  const toast = useSyncExternalStore(subscribeToasts, readToasts, () => none).at(-1);
  const card = toast && <ToastCard key={toast.id} toast={toast} />;
  const refused = toast?.tone === "danger";
  return (
    <div data-toasts data-print="hide" className="toasts pointer-events-none fixed z-60">
      {/* Both are there before they say something: only then is it read out. */}
      <div role="status" aria-live="polite">
        {!refused && card}
      </div>
      <div role="alert" aria-live="assertive">
        {refused && card}
      </div>
    </div>
  );
}

function ToastCard({ toast: { id, text, tone, action } }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const before = useRef<Element | null>(null);
  const stays = held || tone === "danger";
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismissToast(id), action ? withActionMs : shownMs);
    return () => clearTimeout(timer);
  }, [id, stays, action]);
  const dismiss = () => {
    // The focus goes back to where it was, not away with the button.
    const back = before.current?.isConnected ? before.current : document.getElementById("main");
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    dismissToast(id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by pressing it; it only waits while it is read
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget;
        setHeld(true);
      }}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-fit max-w-md items-center gap-3 rounded-lg border border-border-strong bg-surface-raised py-1.5 pr-1.5 pl-4 shadow-xl motion-safe:animate-slide-in"
    >
      <Icon name={icons[tone]} className={`size-4 shrink-0 ${colours[tone]}`} />
      <p className="min-w-0 py-1 wrap-anywhere">{text}</p>
      {action && (
        <button
          type="button"
          className="min-h-9 shrink-0 px-1 font-semibold text-accent-text underline"
          onClick={() => {
            action.onPress();
            dismiss();
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={dismiss}
        className="shrink-0 rounded p-2 hover:bg-surface-sunken"
      >
        <Icon name="x" className="size-4" />
      </button>
    </div>
  );
}
