import { useNavigate, useSubmit } from "@remix-run/react";
import { setTheme } from "#app/lib/theme.ts";
import { withProcess } from "#app/lib/url.ts";
import { openOverlay } from "./overlay-store.ts";
import type { PaletteAct } from "./palette-acts.ts";
import { useShell } from "./shell-data.ts";
import { themeOptions } from "./theme-options.ts";
import { useInProcess } from "./use-nav.ts";

/** Places without an entry in the menu. */
const places = [
  {
    value: "Dry run",
    to: "/escalations/dry-run",
    icon: "calendar-search",
    permission: "escalations.view",
    keywords: ["who is paged", "test", "chain"],
  },
  {
    value: "History of the settings",
    to: "/settings/history",
    icon: "history",
    permission: "processes.view",
    keywords: ["changes"],
  },
  {
    value: "Deleted records",
    to: "/settings/deleted",
    icon: "trash-2",
    permission: "deleted.view",
    keywords: ["restore", "bring back", "trash"],
  },
] as const;

/** What can be done anywhere. */
export function useGeneralActs(): PaletteAct[] {
  const { permissions, switching } = useShell();
  const navigate = useNavigate();
  const submit = useSubmit();
  const inProcess = useInProcess();
  const allowed = places.filter(({ permission }) => permissions.some((each) => each === permission));
  return [
    ...allowed.map(({ value, to, icon, keywords }) => ({
      value,
      icon,
      keywords: [...keywords],
      run: () => navigate(inProcess(to, "process")),
    })),
    ...(switching?.processes ?? []).map(({ slug, name }) => ({
      value: `Go to ${name}`,
      icon: "building-complex" as const,
      keywords: ["process", "switch", slug],
      run: () => navigate(withProcess("/dashboard", slug)),
    })),
    ...themeOptions.map(({ value, label, icon }) => ({
      value: `Theme: ${label.toLowerCase()}`,
      icon,
      keywords: ["dark", "light", "colours", "appearance", value],
      run: () => setTheme(value),
    })),
    {
      value: "When you are paged",
      icon: "bell-ring",
      keywords: ["sound", "ring", "notification"],
      run: () => openOverlay("alerts"),
    },
    {
      value: "Shortcuts",
      icon: "keyboard",
      keywords: ["keys", "help"],
      keys: "?",
      run: () => openOverlay("shortcuts"),
    },
    {
      value: "Sign out",
      icon: "log-out",
      keywords: ["logout", "leave", "log off"],
      run: () => submit(null, { method: "post", action: "/logout" }),
    },
  ];
}
