import { type ReactNode, useCallback, useRef, useState } from "react";
import { useCan } from "#app/components/shell/shell-data.ts";
import type { SelectOption } from "#app/components/ui/form/controls.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Later, later } from "#app/components/ui/later.tsx";
import { cx } from "#app/lib/cx.ts";
import type { DetailIncident } from "./detail-data.server.ts";
import type { EditFormProps } from "./edit-form.tsx";
import { type EditableField, fieldText } from "./fields.ts";

const editForm = later<EditFormProps>(() => import("./edit-form.tsx"));

export interface EditableTextProps {
  incident: DetailIncident;
  field: EditableField;
  /** Names the field for the pencil and the form. */
  label: string;
  options?: readonly SelectOption[];
  emptyLabel?: string;
  single?: boolean;
  /** The value itself opens the form, not only the pencil: for what nobody wants to copy. */
  whole?: boolean;
  help?: string;
  /** The field while nobody edits it. */
  children: ReactNode;
}

/** A field with a pencil. The form comes when it is first wanted. */
export function EditableText({ incident, field, label, whole = false, children, ...form }: EditableTextProps) {
  const mayUpdate = useCan("incidents.update");
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
  }, []);
  const shown = (
    <div
      className={cx(
        "group/field flex gap-1",
        whole && mayUpdate
          ? "relative -mx-2 min-h-11 items-center rounded px-2 hover:bg-surface-sunken sm:min-h-8"
          : "items-start",
      )}
    >
      <div className="min-w-0 flex-1">{children}</div>
      {mayUpdate && (
        <button
          ref={pencil}
          type="button"
          aria-label={`Edit ${label.toLowerCase()}`}
          onClick={() => setEditing(true)}
          onPointerEnter={editForm.ahead}
          onFocus={editForm.ahead}
          data-print="hide"
          className={cx(
            "-my-1 flex shrink-0 items-center justify-center rounded p-2 text-text-muted opacity-60 group-hover/field:opacity-100 hover:bg-surface-sunken hover:text-text focus-visible:opacity-100 max-sm:size-11",
            whole && "after:absolute after:inset-0",
          )}
        >
          <Icon name="pencil" className="size-3.5" />
        </button>
      )}
    </div>
  );
  if (!editing) return shown;
  const { id: incidentId, version } = incident;
  const props = { incidentId, field, label, text: fieldText(incident[field]), version, onClose: close, ...form };
  return <Later part={editForm} props={props} meanwhile={shown} onMissing={close} />;
}
