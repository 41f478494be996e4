import { useCombobox } from "downshift";
import { useState } from "react";
import { Icon } from "#app/components/ui/icon.tsx";
import { cx } from "#app/lib/cx.ts";
import { Input, type SelectOption } from "./controls.tsx";

export interface ComboboxProps {
  id: string;
  options: readonly SelectOption[];
  value: string;
  onChange: (value: string) => void;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
}

const labelOf = (option: SelectOption | null) => option?.label ?? "";

/** A choice of many, found by typing. Comes after the page, with its library: see `ComboboxField`. */
export default function Combobox({ id, options, value, onChange, ...aria }: ComboboxProps) {
  const [typed, setTyped] = useState("");
  const items = options.filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()));
  const { stateChangeTypes: by } = useCombobox;
  const { isOpen, highlightedIndex, selectedItem, openMenu, getInputProps, getMenuProps, getItemProps } =
    useCombobox<SelectOption>({
      items: [...items],
      inputId: id,
      itemToString: labelOf,
      isItemDisabled: ({ disabled }) => disabled === true,
      selectedItem: options.find((option) => option.value === value) ?? null,
      onSelectedItemChange: ({ selectedItem }) => onChange(selectedItem?.value ?? ""),
      onInputValueChange: ({ type, inputValue }) => setTyped(type === by.InputChange ? inputValue : ""),
      stateReducer(state, { type, changes }) {
        // Leaving it, or Escape, chooses nothing: what was chosen before stays, and its name stands there again.
        const leaves = type === by.InputBlur || type === by.InputKeyDownEscape;
        if (!leaves) return changes;
        return { ...changes, selectedItem: state.selectedItem, inputValue: labelOf(state.selectedItem) };
      },
    });
  return (
    <div className="relative">
      <Input
        {...getInputProps({ onFocus: ({ currentTarget }) => currentTarget.select(), onClick: openMenu })}
        {...aria}
        // The field's own label names it.
        aria-labelledby={undefined}
        data-own-escape={isOpen ? "" : undefined}
        autoComplete="off"
        className="pr-9"
      />
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-text-muted"
      />
      <ul
        {...getMenuProps({ "aria-labelledby": undefined, "aria-label": "Choices" })}
        className={cx(
          "absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-lg border border-border bg-surface-raised p-1 shadow-xl",
          !isOpen && "hidden",
        )}
      >
        {items.map((item, index) => (
          <li
            key={item.value}
            {...getItemProps({ item, index })}
            className={cx(
              "flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2.5 wrap-anywhere aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
              index === highlightedIndex && "bg-surface-sunken",
            )}
          >
            {item === selectedItem ? <Icon name="check" className="size-4 shrink-0" /> : <span className="size-4" />}
            {item.label}
          </li>
        ))}
        {items.length === 0 && <li className="px-2.5 py-2 text-text-muted">Nothing is called that.</li>}
      </ul>
    </div>
  );
}
