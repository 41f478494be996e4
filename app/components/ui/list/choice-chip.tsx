import { Link, useLocation } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { setParam, toggleParam, valuesOf } from "#app/lib/url.ts";
import { Chip } from "./chip.tsx";
import type { ChoiceFilter } from "./filter.ts";

/** The address after a press on one of the options. */
function pressed({ param, options, single, absent }: ChoiceFilter, params: URLSearchParams, value: string): string {
  if (value === absent) return setParam(params, param, null);
  const isAlone = (each: string) => options.some((option) => option.value === each && option.alone);
  const values = valuesOf(params, param);
  if (single || isAlone(value)) return setParam(params, param, values.includes(value) ? null : value);
  return values.some(isAlone) ? setParam(params, param, value) : toggleParam(params, param, value);
}

interface ChoiceChipProps {
  filter: ChoiceFilter;
  params: URLSearchParams;
  /** The panel is about to close, or the X to go: the chip's button takes the focus. */
  onClosing: () => void;
}

export function ChoiceChip({ filter, params, onClosing }: ChoiceChipProps) {
  const { param, label, options, single = false, absent } = filter;
  const { search } = useLocation();
  const values = valuesOf(params, param);
  const shown = values.length > 0 || !absent ? values : [absent];
  const words = shown.map((value) => options.find((option) => option.value === value)?.label ?? value).join(", ");
  return (
    <Chip
      label={label}
      words={words}
      on={values.length > 0}
      without={setParam(params, param, null)}
      onRemove={onClosing}
      closeOn={single ? search : ""}
    >
      {options.map(({ value, label: name, count }) => {
        const isChosen = shown.includes(value);
        return (
          <Link
            key={value}
            to={pressed(filter, params, value)}
            onClick={single ? onClosing : undefined}
            preventScrollReset
            aria-current={isChosen ? "true" : undefined}
            className="flex min-h-11 items-center gap-2 rounded-md px-2.5 hover:bg-surface-sunken sm:min-h-8"
          >
            {isChosen ? <Icon name="check" className="size-4 shrink-0" /> : <span className="size-4 shrink-0" />}
            <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
            {typeof count === "number" && (
              <span className="figures pl-3 text-small text-text-muted">{count.toLocaleString("en")}</span>
            )}
          </Link>
        );
      })}
    </Chip>
  );
}
