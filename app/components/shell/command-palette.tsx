import * as Radix from "@radix-ui/react-dialog";
import { useLocation, useNavigate } from "@remix-run/react";
import { Command } from "cmdk";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import { Icon } from "#app/components/ui/icon.tsx";
import { useDialogFocus } from "#app/components/ui/overlay/use-dialog-focus.ts";
import { takeTypedAhead } from "#app/lib/typed-ahead.ts";
import { Hit, headingOf } from "./hit.tsx";
import { createIncident } from "./navigation.ts";
import { type PaletteAct, useIncidentActs } from "./palette-acts.ts";
import { useGeneralActs } from "./palette-general.ts";
import { ActLine, PaletteGroup, PaletteLine } from "./palette-lines.tsx";
import { recentPlaces } from "./recent.ts";
import { useCan, useShell } from "./shell-data.ts";
import { useInProcess, useNav } from "./use-nav.ts";
import { useSearch } from "./use-search.ts";

interface PaletteProps {
  onClose: () => void;
  /** Of a component that stays: what came of an act is told after the palette has gone. */
  send: ReturnType<typeof useIncidentAction>["send"];
}

export default function CommandPalette({ onClose, send }: PaletteProps) {
  const [text, setText] = useState("");
  const [asking, setAsking] = useState<PaletteAct["asks"] | null>(null);
  // Now that the field has the focus.
  useEffect(() => setText(takeTypedAhead()), []);
  const focus = useDialogFocus();
  const run = (act: PaletteAct) => () => {
    setText("");
    if (act.asks) return setAsking(act.asks);
    onClose();
    act.run?.();
  };
  const back = (event: KeyboardEvent) => {
    if (!asking || text !== "" || event.key !== "Backspace") return;
    event.preventDefault();
    setAsking(null);
  };
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => {
            if (!asking) return;
            event.preventDefault();
            setAsking(null);
          }}
          className="fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl bg-surface-raised shadow-2xl ring-1 ring-border"
        >
          <Radix.Title className="sr-only">Find, go to or do</Radix.Title>
          <Command loop label="Find, go to or do">
            <Command.Input
              value={text}
              onValueChange={setText}
              onKeyDown={back}
              placeholder={asking ? `${asking.what}…` : "Find a record, go to a page, or do something"}
              className="h-13 w-full border-b border-border bg-transparent px-4 outline-none placeholder:text-text-muted"
            />
            <Command.List className="max-h-[60dvh] overflow-y-auto p-2">
              {asking ? (
                <PaletteGroup heading={asking.what}>
                  {asking.choices.map((act) => (
                    <ActLine key={act.value} act={act} onSelect={run(act)} />
                  ))}
                </PaletteGroup>
              ) : (
                <Everything text={text} run={run} send={send} onClose={onClose} />
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface EverythingProps extends PaletteProps {
  text: string;
  run: (act: PaletteAct) => () => void;
}

function Everything({ text, run, send, onClose }: EverythingProps) {
  const items = useNav();
  const inProcess = useInProcess();
  const { user } = useShell();
  const { pathname } = useLocation();
  const mayCreate = useCan(createIncident.permission);
  const { hits, notReached, searching } = useSearch(text);
  const onIncident = useIncidentActs(send);
  const general = useGeneralActs();
  const navigate = useNavigate();
  const go = (to: string) => () => {
    onClose();
    navigate(to);
  };
  const recent = text === "" ? recentPlaces(user.id).filter(({ to }) => !to.startsWith(pathname)) : [];
  return (
    <>
      <Command.Empty className="px-3 py-6 text-center text-text-muted">
        {searching ? "Searching…" : <NothingFound text={text} />}
      </Command.Empty>
      {onIncident.length > 0 && (
        <PaletteGroup heading="This incident">
          {onIncident.map((act) => (
            <ActLine key={act.value} act={act} onSelect={run(act)} />
          ))}
        </PaletteGroup>
      )}
      {recent.length > 0 && (
        <PaletteGroup heading="Seen lately">
          {recent.map(({ to, title }) => (
            <PaletteLine key={to} value={`${title} ${to}`} onSelect={go(to)}>
              <Icon name="history" className="size-4" />
              <span className="min-w-0 flex-1 truncate">{title}</span>
            </PaletteLine>
          ))}
        </PaletteGroup>
      )}
      {Object.entries(Object.groupBy(hits, ({ kind }) => kind)).map(([kind, ofKind = []]) => (
        <PaletteGroup key={kind} heading={headingOf(kind)}>
          {ofKind.map((hit) => (
            // Found by the server, perhaps in its text: the value holds what was typed, so that cmdk keeps it.
            <PaletteLine key={hit.id} value={`${hit.kind} ${hit.id} ${hit.title} ${text}`} onSelect={go(hit.path)}>
              <Hit {...hit} />
            </PaletteLine>
          ))}
        </PaletteGroup>
      ))}
      {notReached.length > 0 && (
        <p className="px-3 py-2 text-small text-warning-text">Not reached: {notReached.join(", ")}.</p>
      )}
      <PaletteGroup heading="Go to">
        {mayCreate && (
          <ActLine
            act={{ value: "Create incident", icon: "plus", keys: "c", keywords: ["new", "open", "report"] }}
            onSelect={go(inProcess(createIncident.to))}
          />
        )}
        {items.map(({ to, label, icon, key }) => (
          <ActLine key={to} act={{ value: label, icon, keys: `g ${key}` }} onSelect={go(to)} />
        ))}
      </PaletteGroup>
      <PaletteGroup heading="Do">
        {general.map((act) => (
          <ActLine key={act.value} act={act} onSelect={run(act)} />
        ))}
      </PaletteGroup>
    </>
  );
}

function NothingFound({ text }: { text: string }) {
  return (
    <>
      <span className="block wrap-anywhere text-text">{`Nothing matches “${text}”.`}</span>
      Try fewer words, a number such as MOMO-12, a person, or what you want to do: “acknowledge”, “dark”, “dry run”.
    </>
  );
}
