import { useFetcher, useNavigate, useSubmit } from "@remix-run/react";
import { type ReactNode, useEffect } from "react";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "#app/components/ui/overlay/menu.tsx";
import type { loader } from "#app/routes/resources/processes.ts";
import { openOverlay } from "./overlay-store.ts";
import { useShell } from "./shell-data.ts";
import { themeOptions } from "./theme-options.ts";
import { useTheme } from "./use-theme.ts";

export default function UserMenuContent({ trigger }: { trigger: ReactNode }) {
  const { user } = useShell();
  const submit = useSubmit();
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const { load, data } = useFetcher<typeof loader>();
  useEffect(() => load("/resources/processes"), [load]);
  return (
    <Menu trigger={trigger} defaultOpen align="start" side="top">
      <MenuLabel>{user.email}</MenuLabel>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} options={themeOptions} onChange={setTheme} />
      <MenuSeparator />
      <MenuItem icon="bell-ring" onSelect={() => openOverlay("alerts")}>
        When you are paged
      </MenuItem>
      <MenuItem icon="keyboard" onSelect={() => openOverlay("shortcuts")}>
        Shortcuts
      </MenuItem>
      {data?.several && (
        <MenuItem icon="arrow-left-right" onSelect={() => navigate("/switch-process")}>
          Switch process
        </MenuItem>
      )}
      <MenuItem icon="log-out" onSelect={() => submit(null, { method: "post", action: "/logout" })}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
