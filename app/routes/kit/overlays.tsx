import { useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { Switch } from "#app/components/ui/form/switch.tsx";
import { ConfirmDialog } from "#app/components/ui/overlay/confirm-dialog.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "#app/components/ui/overlay/menu.tsx";
import { Popover } from "#app/components/ui/overlay/popover.tsx";
import { Tooltip } from "#app/components/ui/overlay/tooltip.tsx";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import { titled } from "#app/kit/titled.ts";
import { switchSingleKeys, useSingleKeys } from "#app/lib/single-keys.ts";
import { Unsaved } from "#app/lib/unsaved.tsx";
import { requireLocalStart } from "./local-start.server.ts";
import { Specimen, State } from "./specimen.tsx";

export const meta = titled("Overlays · Kit");
export const loader = requireLocalStart;

export default function Overlays() {
  return (
    <>
      <h1 className="text-title">Overlays</h1>
      <Dialogs />
      <Menus />
      <Specimen name="Popover">
        <State of="At the left, in the middle, at the right edge">
          <div className="flex justify-between gap-2">
            {["Status", "Severity", "Source"].map((label) => (
              <Popover key={label} label={label} className="rounded-full border border-border-strong px-3 py-1.5">
                <button type="button" className="block min-h-9 px-2.5">
                  The first of {label}
                </button>
                <button type="button" className="block min-h-9 px-2.5">
                  The second of {label}
                </button>
              </Popover>
            ))}
          </div>
        </State>
      </Specimen>
      <Specimen name="Tooltip">
        <State of="While it is pointed at or has the focus" row>
          <Tooltip text="In 6 min, by e-mail and in the app.">
            <Button>Next alert</Button>
          </Tooltip>
        </State>
      </Specimen>
      <Shortcuts />
      <Specimen name="Toast">
        <State of="Said, refused, with a way back" row>
          <Button onClick={() => toast("The chain is saved.")}>Saved</Button>
          <Button onClick={() => toast("Somebody else has acknowledged it.", { tone: "danger" })}>Refused</Button>
          <Button
            onClick={() =>
              toast("The chain is off.", {
                tone: "neutral",
                action: { label: "Undo", onPress: () => toast("It is on.") },
              })
            }
          >
            With undo
          </Button>
        </State>
      </Specimen>
    </>
  );
}

function Dialogs() {
  const [open, setOpen] = useState<"text" | "question" | null>(null);
  const [dirty, setDirty] = useState(false);
  const close = () => {
    setOpen(null);
    setDirty(false);
  };
  return (
    <Specimen name="Dialog">
      <State of="With a form that asks before text is lost; with a question" row>
        <Button onClick={() => setOpen("text")}>Open a form</Button>
        <Button onClick={() => setOpen("question")}>Ask</Button>
      </State>
      <Dialog
        open={open === "text"}
        onClose={close}
        title="Move the incident"
        description="It keeps its story."
        focusField
        footer={<Button variant="primary">Move</Button>}
      >
        <Unsaved when={dirty} />
        <Field id="reason" label="Why">
          <Input id="reason" onChange={() => setDirty(true)} />
        </Field>
        <Popover label="Help" className="mt-3 underline">
          <p className="p-2">What was written stays with it.</p>
        </Popover>
      </Dialog>
      <ConfirmDialog
        open={open === "question"}
        onClose={close}
        onConfirm={close}
        title="Delete the chain “Payments”?"
        confirmLabel="Delete chain"
        danger
      >
        Incidents of SEV1 then page nobody.
      </ConfirmDialog>
    </Specimen>
  );
}

function Menus() {
  const [theme, setTheme] = useState<"light" | "dark">("light");
  return (
    <Specimen name="Menu">
      <State of="Acts and one of several" row>
        <Menu trigger={<Button>Menu</Button>} align="start">
          <MenuItem icon="pencil" onSelect={() => toast("Edited.")}>
            Edit
          </MenuItem>
          <MenuItem icon="trash" danger onSelect={() => toast("Deleted.")}>
            Delete
          </MenuItem>
          <MenuItem disabled onSelect={() => {}}>
            Not now
          </MenuItem>
          <MenuSeparator />
          <MenuChoice
            label="Theme"
            value={theme}
            options={[
              { value: "light", label: "As it is light" },
              { value: "dark", label: "As it is dark" },
            ]}
            onChange={setTheme}
          />
        </Menu>
      </State>
    </Specimen>
  );
}

function Shortcuts() {
  const [pressed, setPressed] = useState<string[]>([]);
  const on = useSingleKeys();
  const note = (keys: string) => () => setPressed((before) => [...before, keys]);
  useHotkeys({ x: note("x"), "g x": note("g x"), "mod+y": note("mod+y") });
  return (
    <Specimen name="Shortcuts">
      <State of="Press x, g x, or ⌘/Ctrl Y; silent in fields, menus, popovers and behind dialogs">
        <Switch
          label="Shortcuts of a single key"
          checked={on}
          onChange={(event) => switchSingleKeys(event.currentTarget.checked)}
        />
        <p role="log" aria-label="Pressed">
          {pressed.join(", ") || "Nothing yet"}
        </p>
      </State>
    </Specimen>
  );
}
