import { pageParams } from "#packages/core/page-params.ts";

interface KeptParamsProps {
  params: URLSearchParams;
  /** Those that the form has fields for. */
  without: readonly string[];
}

/** In a form that asks for a list: without a script its address is made of its fields alone, and the other filters stay. */
export function KeptParams({ params, without }: KeptParamsProps) {
  return [...params]
    .filter(([name]) => !without.includes(name) && !pageParams.includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
