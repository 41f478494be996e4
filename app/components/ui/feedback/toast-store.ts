export interface Toast {
  id: number;
  text: string;
  tone: "success" | "danger" | "neutral";
  /** Such as Undo. */
  action?: { label: string; onPress: () => void };
}

const MOST = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const change = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};

export const dismissToast = (id: number) => change(toasts.filter((toast) => toast.id !== id));

/**
 * Says that something was done. One is shown at a time, the newest; what was refused (`danger`) comes back after it and stays
 * until it is dismissed. What went wrong with a form belongs beside the form instead.
 */
export function toast(text: string, options: Partial<Pick<Toast, "tone" | "action">> = {}): number {
  const id = nextId++;
  const added = { id, text, tone: "success" as const, ...options };
  const others = toasts.filter((one) => one.text !== text || one.tone !== added.tone);
  change([...others, added].slice(-MOST));
  return id;
}

export const readToasts = () => toasts;

export function subscribeToasts(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
