import { useNavigation } from "@remix-run/react";

/** A thin bar over the page while the next one comes; like every placeholder only after 150 ms. */
export function NavigationProgress() {
  const { state } = useNavigation();
  if (state === "idle") return null;
  return (
    <div role="status" data-print="hide" className="fixed inset-x-0 top-0 z-60 h-0.5 animate-appear bg-accent-bright">
      <span className="sr-only">Loading</span>
    </div>
  );
}
