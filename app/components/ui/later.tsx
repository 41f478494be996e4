import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { toast } from "./feedback/toast-store.ts";

const notFetched = "This can't be shown: it could not be fetched. Check the network and try again.";

/** A part of a page that is a file of its own. */
export interface LaterPart<P> {
  /** Null until it is there. */
  component: ComponentType<P> | null;
  fetch(): Promise<void>;
  /** Ahead of its need; a failure is told when it is needed. */
  ahead(): void;
}

export function later<P>(load: () => Promise<{ default: ComponentType<P> }>): LaterPart<P> {
  const part: LaterPart<P> = {
    component: null,
    async fetch() {
      part.component = (await load()).default;
    },
    ahead() {
      if (!part.component) part.fetch().catch(() => {});
    },
  };
  return part;
}

interface LaterProps<P> {
  part: LaterPart<P>;
  props: P;
  /** In its place until it is there. */
  meanwhile?: ReactNode;
  onMissing: () => void;
}

/**
 * Shows a part once it was fetched, and `meanwhile` until then. Unlike React's `lazy` it leaves the page and what is typed in it
 * alone when the file can't be had, offline or after a new release: that is said, and `onMissing` is called.
 */
export function Later<P extends object>({ part, props, meanwhile = null, onMissing }: LaterProps<P>) {
  const [Part, setPart] = useState(() => part.component);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when it is first shown
  useEffect(() => {
    if (Part) return;
    const missing = () => {
      toast(notFetched, { tone: "danger" });
      onMissing();
    };
    part.fetch().then(() => setPart(() => part.component), missing);
  }, []);
  return Part ? <Part {...props} /> : meanwhile;
}
