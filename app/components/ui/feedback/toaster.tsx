import { useSyncExternalStore } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { dismissToast, readToasts, subscribeToasts, type Toast } from "./toast-store.ts";

const none: readonly Toast[] = [];
const icons = { success: "circle-check", danger: "circle-alert", neutral: "info" } as const;
const colours = { success: "text-success-text", danger: "text-danger-text", neutral: "text-info-text" };

export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, readToasts, () => none);
  return (
    <div
      role="status"
      aria-live="polite"
      data-print="hide"
      // Where nothing is to be pressed: what acts lies at the bottom, on phones all of it, else the bar of a selection.
      className="pointer-events-none fixed inset-x-0 z-60 flex flex-col items-center gap-2 px-4 max-lg:top-16 lg:bottom-20"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { id, text, tone, action } }: { toast: Toast }) {
  const icon = icons[tone];
  return (
    <div className="pointer-events-auto flex max-w-md items-center gap-3 rounded-lg border border-border-strong bg-surface-raised py-2 pr-2 pl-4 shadow-xl motion-safe:animate-slide-in">
      <Icon name={icon} className={`size-4 shrink-0 ${colours[tone]}`} />
      <p>{text}</p>
      {action && (
        <button
          type="button"
          className="min-h-9 px-1 font-semibold text-accent-text underline"
          onClick={() => {
            action.onPress();
            dismissToast(id);
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismissToast(id)}
        className="rounded p-2 hover:bg-surface-sunken"
      >
        <Icon name="x" className="size-4" />
      </button>
    </div>
  );
}
