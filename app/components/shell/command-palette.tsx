import * as Radix from "@radix-ui/react-dialog";
import { useNavigate } from "@remix-run/react";
import { Command } from "cmdk";
import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import { useDialogFocus } from "#app/components/ui/overlay/use-dialog-focus.ts";
import { takeTypedAhead } from "#app/lib/typed-ahead.ts";
import { Hit, headingOf } from "./hit.tsx";
import { createIncident } from "./navigation.ts";
import { useCan } from "./shell-data.ts";
import { useInProcess, useNav } from "./use-nav.ts";
import { useSearch } from "./use-search.ts";

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  // Now that the field has the focus.
  useEffect(() => setText(takeTypedAhead()), []);
  const items = useNav();
  const inProcess = useInProcess();
  const mayCreate = useCan(createIncident.permission);
  const { hits, notReached, searching } = useSearch(text);
  const navigate = useNavigate();
  const focus = useDialogFocus();
  const go = (to: string) => () => {
    onClose();
    navigate(to);
  };
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl bg-surface-raised shadow-2xl ring-1 ring-border"
        >
          <Radix.Title className="sr-only">Find or go to</Radix.Title>
          <Command loop label="Find or go to">
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Go to a page, find a record by number or text"
              className="h-13 w-full border-b border-border bg-transparent px-4 outline-none placeholder:text-text-muted"
            />
            <Command.List className="max-h-[60dvh] overflow-y-auto p-2">
              <Command.Empty className="px-3 py-6 text-center text-text-muted">
                {searching ? "Searching…" : `Nothing matches “${text}”.`}
              </Command.Empty>
              {Object.entries(Object.groupBy(hits, ({ kind }) => kind)).map(([kind, ofKind = []]) => (
                <Group key={kind} heading={headingOf(kind)}>
                  {ofKind.map((hit) => (
                    // Found by the server, perhaps in its text: the value holds what was typed, so that cmdk keeps it.
                    <Item key={hit.id} value={`${hit.kind} ${hit.id} ${hit.title} ${text}`} onSelect={go(hit.path)}>
                      <Hit {...hit} />
                    </Item>
                  ))}
                </Group>
              ))}
              {notReached.length > 0 && (
                <p className="px-3 py-2 text-small text-warning-text">Not reached: {notReached.join(", ")}.</p>
              )}
              <Group heading="Go to">
                {mayCreate && (
                  <Item value="Create incident" onSelect={go(inProcess(createIncident.to))}>
                    <Icon name="plus" className="size-4" />
                    <span className="flex-1">Create incident</span>
                    <Kbd keys="c" />
                  </Item>
                )}
                {items.map(({ to, label, icon, key }) => (
                  <Item key={to} value={label} onSelect={go(to)}>
                    <Icon name={icon} className="size-4" />
                    <span className="flex-1">{label}</span>
                    <Kbd keys={`g ${key}`} />
                  </Item>
                ))}
              </Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:text-small **:[[cmdk-group-heading]]:text-text-muted"
    >
      {children}
    </Command.Group>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 data-[selected=true]:bg-surface-sunken sm:min-h-9"
    >
      {children}
    </Command.Item>
  );
}
