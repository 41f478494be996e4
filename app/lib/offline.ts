import { toast } from "#app/components/ui/feedback/toast-store.ts";

const words =
  "You are offline: nothing was sent. What you typed is still here; send it again when the connection is back.";

/** Says so and answers true while the browser has no network. Asked before something is sent without a form. */
export function refusedOffline(): boolean {
  if (navigator.onLine !== false) return false;
  toast(words, { tone: "danger" });
  return true;
}

/** Sent without a network, a form would take its page, and what was typed, away with it. Before any script of the form. */
export function keepFormsOffline(): void {
  const keep = (event: SubmitEvent) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== "post" || !refusedOffline()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("submit", keep, { capture: true });
}
