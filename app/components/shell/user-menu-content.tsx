import { useSubmit } from "@remix-run/react";
import { Keyboard, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "#app/components/ui/menu.tsx";
import { openOverlay } from "./overlay-store.ts";
import { useShell } from "./shell-data.ts";
import { themeOptions } from "./theme-options.ts";
import { useTheme } from "./use-theme.ts";

export default function UserMenuContent({ trigger }: { trigger: ReactNode }) {
  const { user } = useShell();
  const submit = useSubmit();
  const [theme, setTheme] = useTheme();
  return (
    <Menu trigger={trigger} defaultOpen align="start" side="top">
      <MenuLabel>{user.email}</MenuLabel>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} options={themeOptions} onChange={setTheme} />
      <MenuSeparator />
      <MenuItem icon={Keyboard} onSelect={() => openOverlay("shortcuts")}>
        Shortcuts
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => submit(null, { method: "post", action: "/logout" })}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
