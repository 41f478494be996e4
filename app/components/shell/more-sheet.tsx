import { Form, Link } from "@remix-run/react";
import { Button } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { roleLabel } from "#app/lib/role-words.ts";
import { openOverlay } from "./overlay-store.ts";
import { useShell } from "./shell-data.ts";
import { themeOptions } from "./theme-options.ts";
import { useNav } from "./use-nav.ts";
import { useTheme } from "./use-theme.ts";

/** What the phone's bottom bar has no room for. */
export default function MoreSheet({ onClose }: { onClose: () => void }) {
  const { user } = useShell();
  const items = useNav();
  return (
    <Dialog open onClose={onClose} title={user.name} description={`${user.email} · ${roleLabel(user.role)}`}>
      <nav aria-label="More" className="flex flex-col">
        {items
          .filter(({ bottom }) => !bottom)
          .map(({ to, label, icon }) => (
            <Link
              key={to}
              to={to}
              onClick={onClose}
              className="flex min-h-12 items-center gap-3 border-b border-border"
            >
              <Icon name={icon} className="size-5 text-text-muted" />
              {label}
            </Link>
          ))}
      </nav>
      <button
        type="button"
        onClick={() => openOverlay("alerts")}
        className="flex min-h-12 w-full items-center gap-3 border-b border-border"
      >
        <Icon name="bell-ring" className="size-5 text-text-muted" />
        When you are paged
      </button>
      <ThemeChoice />
      <Form method="post" action="/logout">
        <Button type="submit" className="w-full">
          Sign out
        </Button>
      </Form>
    </Dialog>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className="my-5">
      <legend className="mb-1.5 text-small text-text-muted">Theme</legend>
      <div className="flex gap-2">
        {themeOptions.map(({ value, label, icon }) => (
          <Button
            key={value}
            aria-pressed={value === theme}
            onClick={() => setTheme(value)}
            className="flex-1 aria-pressed:border-accent aria-pressed:bg-success-soft"
          >
            <Icon name={icon} className="size-4" />
            {value === "system" ? "System" : label}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
