export interface FilterOption {
  value: string;
  label: string;
  /** How many rows it would show; null where only counting each would tell. */
  count?: number | null;
  /** Can't be combined with the others, such as "All". */
  alone?: boolean;
}

export interface ChoiceFilter {
  /** The search parameter; several values are separated by commas. */
  param: string;
  label: string;
  options: readonly FilterOption[];
  /** Only one value at a time. */
  single?: boolean;
  /** The option that holds while the parameter is absent; the chip shows it. */
  absent?: string;
}

/** From a day to a day, each in a parameter of its own. */
export interface DateFilter {
  label: string;
  from: string;
  to: string;
}

export type Filter = ChoiceFilter | DateFilter;

/** The parameters that a filter is kept in. */
export const paramsOf = (filter: Filter): string[] => ("param" in filter ? [filter.param] : [filter.from, filter.to]);
