import { Command } from "cmdk";
import type { ReactNode } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import type { PaletteAct } from "./palette-acts.ts";

export function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:text-small **:[[cmdk-group-heading]]:text-text-muted"
    >
      {children}
    </Command.Group>
  );
}

interface PaletteLineProps {
  value: string;
  /** Other words that it is found by. */
  keywords?: string[] | undefined;
  onSelect: () => void;
  children: ReactNode;
}

export function PaletteLine({ value, keywords = [], onSelect, children }: PaletteLineProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 data-[selected=true]:bg-surface-sunken sm:min-h-9"
    >
      {children}
    </Command.Item>
  );
}

export function ActLine({ act: { value, icon, keywords, keys }, onSelect }: { act: PaletteAct; onSelect: () => void }) {
  return (
    <PaletteLine value={value} keywords={keywords} onSelect={onSelect}>
      <Icon name={icon} className="size-4" />
      <span className="min-w-0 flex-1 truncate">{value}</span>
      {keys && <Kbd keys={keys} />}
    </PaletteLine>
  );
}
