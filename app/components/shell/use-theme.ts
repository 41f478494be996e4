import { useState } from "react";
import { currentTheme, setTheme, type Theme } from "#app/lib/theme.ts";

/** For components that appear after the page has: what <html> says is what is shown. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, remember] = useState(currentTheme);
  return [
    theme,
    (next) => {
      setTheme(next);
      remember(next);
    },
  ];
}
