import { Icon } from "#app/components/ui/icon.tsx";
import { BottomLink, bottomItem } from "./nav-link.tsx";
import { openOverlay } from "./overlay-store.ts";
import { useNav } from "./use-nav.ts";

export function BottomBar() {
  const items = useNav();
  return (
    <nav
      aria-label="Main, short"
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-border bg-surface-raised pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {items
        .filter(({ bottom }) => bottom)
        .map((item) => (
          <BottomLink key={item.to} item={item} />
        ))}
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => openOverlay("more")}
        className={`${bottomItem} text-text-muted`}
      >
        <Icon name="ellipsis" className="size-5.5" />
        More
      </button>
    </nav>
  );
}
