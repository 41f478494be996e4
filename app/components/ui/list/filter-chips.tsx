import { Link, useLocation, useSearchParams } from "@remix-run/react";
import { Icon } from "#app/components/ui/icon.tsx";
import { Popover } from "#app/components/ui/overlay/popover.tsx";
import { cx } from "#app/lib/cx.ts";
import { clearParams, setParam, toggleParam, valuesOf } from "#app/lib/url.ts";

export interface Filter {
  /** The search parameter; several values are separated by commas. */
  param: string;
  label: string;
  /** `alone`: can't be combined with the others, such as "All". */
  options: readonly { value: string; label: string; alone?: boolean }[];
  /** Only one value at a time. */
  single?: boolean;
  /** The option that holds while the parameter is absent; the chip shows it. */
  absent?: string;
}

const chip = "inline-flex min-h-10 items-center gap-1 rounded-full border px-3 text-small whitespace-nowrap sm:min-h-8";

/** Each chip says what it filters: "Status: Open, Acknowledged". The URL holds the state. */
export function FilterChips({ filters }: { filters: readonly Filter[] }) {
  const [params] = useSearchParams();
  const active = filters.filter(({ param }) => params.has(param));
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">Filters</legend>
      {filters.map((filter) => (
        <Chip key={filter.param} filter={filter} />
      ))}
      {active.length > 0 && (
        <Link
          to={clearParams(
            params,
            active.map(({ param }) => param),
          )}
          preventScrollReset
          className="px-1 text-small text-text-muted underline hover:text-text"
        >
          Clear filters
        </Link>
      )}
    </fieldset>
  );
}

/** The address after a press on one of the options. */
function pressed({ param, options, single, absent }: Filter, params: URLSearchParams, value: string): string {
  if (value === absent) return setParam(params, param, null);
  const isAlone = (each: string) => options.some((option) => option.value === each && option.alone);
  const values = valuesOf(params, param);
  if (single || isAlone(value)) return setParam(params, param, values.includes(value) ? null : value);
  return values.some(isAlone) ? setParam(params, param, value) : toggleParam(params, param, value);
}

function Chip({ filter }: { filter: Filter }) {
  const { param, label, options, single = false, absent } = filter;
  const [params] = useSearchParams();
  const { search } = useLocation();
  const values = valuesOf(params, param);
  const shown = values.length > 0 || !absent ? values : [absent];
  const words = shown.map((value) => options.find((option) => option.value === value)?.label ?? value).join(", ");
  const on = values.length > 0;
  return (
    <span className="inline-flex">
      <Popover
        closeOn={single ? search : ""}
        className={cx(
          chip,
          on
            ? "rounded-r-none border-accent bg-success-soft text-text"
            : "border-border-strong bg-surface-raised text-text-muted",
        )}
        label={
          <>
            <span className="max-w-64 truncate">
              <span className={on ? "font-medium" : undefined}>{label}</span>
              {words && `: ${words}`}
            </span>
            {!on && <Icon name="chevron-down" className="size-3.5" />}
          </>
        }
      >
        {options.map((option) => {
          const chosen = shown.includes(option.value);
          return (
            <Link
              key={option.value}
              to={pressed(filter, params, option.value)}
              preventScrollReset
              aria-current={chosen ? "true" : undefined}
              className="flex min-h-11 items-center gap-2 rounded-md px-2.5 hover:bg-surface-sunken sm:min-h-8"
            >
              {chosen ? <Icon name="check" className="size-4" /> : <span className="size-4" />}
              {option.label}
            </Link>
          );
        })}
      </Popover>
      {on && (
        <Link
          to={setParam(params, param, null)}
          preventScrollReset
          aria-label={`Remove the filter ${label}`}
          className={cx(chip, "rounded-l-none border-l-0 border-accent bg-success-soft px-2 hover:bg-surface-sunken")}
        >
          <Icon name="x" className="size-3.5" />
        </Link>
      )}
    </span>
  );
}
