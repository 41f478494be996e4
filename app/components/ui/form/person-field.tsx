import { ComboboxField } from "./combobox-field.tsx";
import type { Common } from "./form-fields.tsx";

export type PersonFieldProps = Common<string> & {
  people: readonly { id: string; name: string }[];
  /** Who is looking: named so, and first. */
  me: string;
  /** The choice of nobody, such as "Nobody yet"; without it somebody has to be chosen. */
  nobody?: string;
};

/** One of the people who can be chosen here. */
export function PersonField({ people, me, nobody, ...rest }: PersonFieldProps) {
  const ordered = [...people].sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name));
  const options = ordered.map(({ id, name }) => ({ value: id, label: id === me ? `${name} (me)` : name }));
  return <ComboboxField {...rest} options={options} emptyLabel={nobody} />;
}
