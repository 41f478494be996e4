import * as Radix from "@radix-ui/react-dropdown-menu";
import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";

export interface MenuProps {
  /** One button. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  defaultOpen?: boolean;
  children: ReactNode;
}

/** A menu is part of what it was opened from: in the open dialog, or else in the page's main part, which a screen reader can reach. */
const landmark = () =>
  typeof document === "undefined"
    ? null
    : (document.querySelector<HTMLElement>('[role="dialog"][data-state="open"]') ?? document.getElementById("main"));

export function Menu({ trigger, align = "end", side = "bottom", defaultOpen, children }: MenuProps) {
  return (
    <Radix.Root defaultOpen={defaultOpen} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={landmark()}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-52 rounded-lg border border-border bg-surface-raised p-1 text-body text-text shadow-xl motion-safe:animate-slide-in"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const item =
  "flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2.5 select-none sm:min-h-8 " +
  "data-highlighted:bg-surface-sunken data-highlighted:outline-none data-disabled:cursor-not-allowed data-disabled:opacity-55";

export interface MenuItemProps {
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, danger = false, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={cx(item, danger && "text-danger-text")}>
      {icon && <Icon name={icon} className="size-4 shrink-0" />}
      {children}
    </Radix.Item>
  );
}

export interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: IconName }[];
  onChange: (value: T) => void;
}

/** One of several, told apart by a check mark. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Radix.Group>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.CheckboxItem
          key={option.value}
          checked={option.value === value}
          onCheckedChange={() => onChange(option.value)}
          onSelect={(event) => event.preventDefault()}
          className={item}
        >
          {option.icon && <Icon name={option.icon} className="size-4 shrink-0" />}
          {option.label}
          {option.value === value && <Icon name="check" className="ml-auto size-4" />}
        </Radix.CheckboxItem>
      ))}
    </Radix.Group>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-small text-text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
