import { useShell } from "#app/components/shell/shell-data.ts";
import { Input, Select, Textarea } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import type { BulkAct } from "./bulk-acts.ts";
import type { ListedIncident } from "./list-columns.tsx";
import type { IncidentList } from "./list-data.server.ts";

interface BulkFieldsProps {
  act: BulkAct;
  rows: ListedIncident[];
  list: IncidentList;
}

const ownersOf = (rows: ListedIncident[]) => new Set(rows.map(({ processId }) => processId));
const tagsOf = (rows: ListedIncident[]) => [...new Set(rows.flatMap(({ tags }) => tags))].sort();

/** Why there is nothing to choose for these rows; null where there is. */
export function whyNot(act: BulkAct, rows: ListedIncident[]): string | null {
  if (act === "assign" && ownersOf(rows).size > 1)
    return "Choose incidents of one process: each process has a team of its own.";
  if (act === "untag" && tagsOf(rows).length === 0)
    return rows.length === 1 ? "It has no tag." : "None of them has a tag.";
  return null;
}

export function BulkFields({ act, rows, list }: BulkFieldsProps) {
  if (act === "assign") return <AssignField rows={rows} list={list} />;
  if (act === "close") return <CloseFields />;
  if (act === "untag") {
    return (
      <Field id="bulk-tag" label="Tag">
        <Select id="bulk-tag" name="tag" options={tagsOf(rows).map((value) => ({ value, label: value }))} />
      </Field>
    );
  }
  return (
    <Field id="bulk-tag" label="Tag">
      <Input id="bulk-tag" name="tag" required maxLength={40} list="bulk-tags" autoComplete="off" />
      <datalist id="bulk-tags">
        {list.tags.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </Field>
  );
}

function AssignField({ rows, list }: Pick<BulkFieldsProps, "rows" | "list">) {
  const { user, permissions } = useShell();
  const [owner = ""] = ownersOf(rows);
  const team = (list.teams[owner] ?? []).filter(({ assignable }) => assignable);
  const allowed = permissions.includes("incidents.assign") ? team : team.filter(({ id }) => id === user.id);
  return (
    <Field id="bulk-assignee" label="Assignee" help="They hear of it by e-mail.">
      <Select
        id="bulk-assignee"
        name="assignedToId"
        emptyLabel="Nobody"
        options={allowed.map(({ id, name }) => ({ value: id, label: id === user.id ? `${name} (me)` : name }))}
        defaultValue={allowed.find(({ id }) => id === user.id)?.id ?? ""}
      />
    </Field>
  );
}

function CloseFields() {
  return (
    <>
      <p>They become resolved, their paging stops, and everybody of the process is told by e-mail.</p>
      <Field
        id="bulk-root-cause"
        label="Root cause"
        optional
        help="Written into each of them, in place of what is there. Left empty, each keeps its own."
      >
        <Textarea id="bulk-root-cause" name="rootCause" rows={3} aria-describedby="bulk-root-cause-help" />
      </Field>
    </>
  );
}
