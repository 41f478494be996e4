import { type ButtonHTMLAttributes, forwardRef, type ReactNode, useState } from "react";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Later, later } from "#app/components/ui/later.tsx";
import { roleLabel } from "#app/lib/role-words.ts";
import { useShell } from "./shell-data.ts";

const content = later<{ trigger: ReactNode }>(() => import("./user-menu-content.tsx"));

/** A button that looks the same before and after the menu's script has come. */
export function UserMenu() {
  const [asked, setAsked] = useState(false);
  const button = (
    <UserButton
      aria-haspopup="menu"
      onPointerEnter={content.ahead}
      onFocus={content.ahead}
      onClick={() => setAsked(true)}
    />
  );
  if (!asked) return button;
  const close = () => setAsked(false);
  return <Later part={content} props={{ trigger: <UserButton /> }} meanwhile={button} onMissing={close} />;
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
