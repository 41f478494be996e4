import type { ChoiceFilter, DateFilter, Filter, FilterOption } from "#app/components/ui/list/filter.ts";
import type { Choice } from "../choice.ts";

type Words<V extends string> = Readonly<Record<V, string | { word: string }>>;
type Kept = Pick<ChoiceFilter, "single" | "absent">;

const wordOf = (look: string | { word: string }) => (typeof look === "string" ? look : look.word);

/** Options out of the words that a kind of value has, in their order. */
const optionsOf = <V extends string>(words: Words<V>, counts?: Partial<Record<V, number>>): FilterOption[] =>
  // Object.entries forgets what the keys are.
  (Object.entries(words) as [V, string | { word: string }][]).map(([value, look]) => ({
    value,
    label: wordOf(look),
    count: counts?.[value] ?? null,
  }));

/** Several of a few values. */
export const someOf = <V extends string>(
  param: string,
  label: string,
  words: Words<V>,
  kept: Kept & { counts?: Partial<Record<V, number>> | undefined } = {},
): ChoiceFilter => {
  const { counts, ...rest } = kept;
  return { param, label, options: optionsOf(words, counts), ...rest };
};

/** One of a few values. */
export const oneOf = <V extends string>(param: string, label: string, words: Words<V>, kept: Kept = {}): ChoiceFilter =>
  someOf(param, label, words, { ...kept, single: true });

/** One of a list of values that say themselves. Without any there is nothing to choose. */
export const oneAmong = (param: string, label: string, options: readonly FilterOption[]): Filter[] =>
  options.length > 0 ? [{ param, label, options, single: true }] : [];

/** A person; `also`: those who are nobody in particular, such as "Me". */
export const person = (
  param: string,
  label: string,
  people: readonly { id: string; name: string }[],
  also: readonly FilterOption[] = [],
): Filter[] => oneAmong(param, label, [...also, ...people.map(({ id, name }) => ({ value: id, label: name }))]);

export const dates = (label: string, from: string, to: string): DateFilter => ({ label, from, to });

/** By which a super admin says which process the page is about; for anyone else there is no choice. */
export const processFilter = ({ processes }: Choice): Filter[] =>
  oneAmong(
    "processId",
    "Process",
    (processes ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
  );
