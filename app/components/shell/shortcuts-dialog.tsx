import { Switch } from "#app/components/ui/form/switch.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { switchSingleKeys, useSingleKeys } from "#app/lib/single-keys.ts";
import { allowedItems, createIncident } from "./navigation.ts";
import { useCan, useShell } from "./shell-data.ts";

const everywhere = [
  ["mod+k", "Find, go to, or do something"],
  ["?", "Show these shortcuts"],
  ["Esc", "Close what is open"],
] as const;

const lists = [
  ["/", "Search the list"],
  ["j", "Next row"],
  ["k", "Previous row"],
  ["Enter", "Open the row"],
  ["a", "Acknowledge the row or the open incident"],
] as const;

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { permissions } = useShell();
  const pages = allowedItems(permissions).map(({ key, label }) => [`g ${key}`, label] as const);
  const mayCreate = useCan(createIncident.permission);
  const singleKeys = useSingleKeys();
  return (
    <Dialog open onClose={onClose} title="Shortcuts">
      <Switch
        label="Shortcuts of a single key"
        help="In this browser. Switch them off if you speak to it, or press keys by accident; ⌘ or Ctrl with K stays."
        checked={singleKeys}
        onChange={(event) => switchSingleKeys(event.currentTarget.checked)}
        className="mb-4"
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <Keys title="Everywhere" keys={mayCreate ? [...everywhere, ["c", "Create an incident"]] : everywhere} />
        <Keys title="Lists" keys={lists} />
        <Keys title="Go to" keys={pages} />
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h2 className="mb-2 font-semibold">{title}</h2>
      <dl>
        {keys.map(([key, words]) => (
          <div key={key} className="flex min-h-8 items-center justify-between gap-3">
            <dt>{words}</dt>
            <dd>
              <Kbd keys={key} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
