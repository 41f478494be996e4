import { useShell } from "#app/components/shell/shell-data.ts";
import { Input, Select, Textarea } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import type { RowAct } from "#app/kit/list/row-act.ts";
import type { ListedIncident, ListedPage } from "./list-columns.tsx";

type Rows = readonly ListedIncident[];

interface FieldsProps {
  rows: Rows;
  list: ListedPage;
}

const ownersOf = (rows: Rows) => new Set(rows.map(({ processId }) => processId));
const tagsOf = (rows: Rows) => [...new Set(rows.flatMap(({ tags }) => tags))].sort();
const permission = "incidents.update";

/** What can be done with chosen incidents. */
export const listActs = (list: ListedPage): RowAct<ListedIncident>[] => [
  { name: "acknowledge", label: "Acknowledge", permission },
  {
    name: "assign",
    label: "Assign",
    permission,
    asks: {
      title: (what) => `Assign ${what}`,
      verb: () => "Assign",
      refusal: (rows) =>
        ownersOf(rows).size > 1 ? "Choose incidents of one process: each process has a team of its own." : null,
      fields: (rows) => <AssignField rows={rows} list={list} />,
    },
  },
  {
    name: "tag",
    label: "Tag",
    permission,
    asks: { title: (what) => `Tag ${what}`, verb: () => "Add tag", fields: () => <TagField tags={list.tags} /> },
  },
  {
    name: "untag",
    label: "Untag",
    permission,
    asks: {
      title: (what) => `Take a tag off ${what}`,
      verb: () => "Remove tag",
      refusal: (rows) =>
        tagsOf(rows).length > 0 ? null : rows.length === 1 ? "It has no tag." : "None of them has a tag.",
      fields: (rows) => (
        <Field id="bulk-tag" label="Tag">
          <Select id="bulk-tag" name="tag" options={tagsOf(rows).map((value) => ({ value, label: value }))} />
        </Field>
      ),
    },
  },
  {
    name: "resolve",
    label: "Resolve",
    permission,
    asks: {
      title: (what) => `Resolve ${what}?`,
      verb: (what) => `Resolve ${what}`,
      danger: true,
      fields: () => <ResolveFields />,
    },
  },
];

function TagField({ tags }: { tags: readonly string[] }) {
  return (
    <Field id="bulk-tag" label="Tag">
      <Input id="bulk-tag" name="tag" required maxLength={40} list="bulk-tags" autoComplete="off" />
      <datalist id="bulk-tags">
        {tags.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </Field>
  );
}

function AssignField({ rows, list }: FieldsProps) {
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

function ResolveFields() {
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
