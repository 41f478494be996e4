import { type ButtonHTMLAttributes, forwardRef, lazy, Suspense, useState } from "react";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { roleLabel } from "#app/lib/role-words.ts";
import { useShell } from "./shell-data.ts";

const load = () => import("./user-menu-content.tsx");
const UserMenuContent = lazy(load);

/** A button that looks the same before and after the menu's script has come. */
export function UserMenu() {
  const [asked, setAsked] = useState(false);
  const button = (
    <UserButton aria-haspopup="menu" onPointerEnter={load} onFocus={load} onClick={() => setAsked(true)} />
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuContent trigger={<UserButton />} />
    </Suspense>
  );
}

const UserButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(
  function UserButton(props, ref) {
    const { user } = useShell();
    return (
      <button
        {...props}
        ref={ref}
        type="button"
        className="flex min-h-12 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-nav-raised hover:text-nav-strong"
      >
        <Avatar name={user.name} decorative />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-nav-strong">{user.name}</span>
          <span className="block truncate text-small">{roleLabel(user.role)}</span>
        </span>
        <Icon name="chevrons-up-down" className="size-4 shrink-0" />
      </button>
    );
  },
);
