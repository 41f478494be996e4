export interface Toast {
  id: number;
  text: string;
  tone: "success" | "danger" | "neutral";
  /** Such as Undo. */
  action?: { label: string; onPress: () => void };
}

const SHOWN_MS = 6_000;
const MOST = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const change = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};

export const dismissToast = (id: number) => change(toasts.filter((toast) => toast.id !== id));

/** Says that something was done. What went wrong with a form belongs beside the form instead. */
export function toast(text: string, options: Partial<Pick<Toast, "tone" | "action">> = {}): number {
  const id = nextId++;
  change([...toasts, { id, text, tone: "success" as const, ...options }].slice(-MOST));
  setTimeout(() => dismissToast(id), SHOWN_MS);
  return id;
}

export const readToasts = () => toasts;

export function subscribeToasts(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
