import { getSelectProps } from "@conform-to/react";
import { type ComponentType, type RefObject, useEffect, useRef, useState } from "react";
import type { ComboboxProps } from "./combobox.tsx";
import { Select, type SelectOption } from "./controls.tsx";
import { Field } from "./field.tsx";
import { type SelectFieldProps, useFrame } from "./form-fields.tsx";
import { useHiddenField } from "./hidden-field.tsx";

/** So few are seen at a glance: the platform's own list is better. */
const fewOptions = 8;

interface Loaded {
  Combobox: ComponentType<ComboboxProps>;
  /** What was chosen before it came. */
  chosen: string;
}

/**
 * A choice of many: the platform's list at first, on phones and without a script; where there is a keyboard, one that is found
 * by typing takes its place, unless somebody is choosing just then.
 */
export function ComboboxField({
  meta,
  label,
  help,
  optional,
  className,
  options,
  emptyLabel,
}: SelectFieldProps<string>) {
  const { frame, describedBy } = useFrame({ meta, label, help, optional, className });
  const { key, ...props } = getSelectProps(meta);
  const select = useRef<HTMLSelectElement>(null);
  const loaded = useLater(select, options.length > fewOptions);
  const all: SelectOption[] = emptyLabel === undefined ? [...options] : [{ value: "", label: emptyLabel }, ...options];
  return (
    <Field {...frame}>
      {loaded ? (
        <Chosen
          key={key}
          meta={meta}
          loaded={loaded}
          options={all}
          aria-describedby={describedBy}
          aria-invalid={props["aria-invalid"]}
        />
      ) : (
        <Select
          key={key}
          {...props}
          ref={select}
          options={options}
          emptyLabel={emptyLabel}
          aria-describedby={describedBy}
        />
      )}
    </Field>
  );
}

function useLater(select: RefObject<HTMLSelectElement>, wanted: boolean): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (!wanted || !matchMedia("(pointer: fine)").matches) return;
    let gone = false;
    const take = async () => {
      const { default: Combobox } = await import("./combobox.tsx");
      const now = select.current;
      if (gone || !now) return;
      const swap = () => setLoaded({ Combobox, chosen: now.value });
      if (now.matches(":focus")) now.addEventListener("blur", swap, { once: true });
      else swap();
    };
    // Without it the platform's list stays, which does the same.
    take().catch(() => {});
    return () => {
      gone = true;
    };
  }, [select, wanted]);
  return loaded;
}

interface ChosenProps extends Pick<ComboboxProps, "options" | "aria-describedby" | "aria-invalid"> {
  meta: SelectFieldProps<string>["meta"];
  loaded: Loaded;
}

function Chosen({ meta, loaded: { Combobox, chosen }, ...rest }: ChosenProps) {
  const { value, set, input } = useHiddenField(meta, chosen);
  return (
    <>
      <Combobox id={meta.id} value={value} onChange={set} {...rest} />
      {input}
    </>
  );
}
