import { Form, useLocation } from "@remix-run/react";
import { useId } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { clearParams } from "#app/lib/url.ts";
import { dateWords } from "#packages/core/dates.ts";
import { Chip } from "./chip.tsx";
import type { DateFilter } from "./filter.ts";
import { KeptParams } from "./kept-params.tsx";

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

interface DateChipProps {
  filter: DateFilter;
  params: URLSearchParams;
  onClosing: () => void;
}

/** From a day to a day on the reader's own clock, by the address as all filters. */
export function DateChip({ filter: { label, from, to }, params, onClosing }: DateChipProps) {
  const id = useId();
  const { search } = useLocation();
  const days = [params.get(from) ?? "", params.get(to) ?? ""].map((date) => (isDate(date) ? date : ""));
  const [first = "", last = ""] = days;
  const words = [first && `from ${dateWords(first)}`, last && `to ${dateWords(last)}`].filter(Boolean).join(" ");
  return (
    <Chip
      label={label}
      words={words}
      on={words !== ""}
      without={clearParams(params, [from, to])}
      onRemove={onClosing}
      closeOn={search}
    >
      <Form method="get" onSubmit={onClosing} className="flex w-56 flex-col gap-3 p-2.5">
        <KeptParams params={params} without={[from, to]} />
        <Field id={`${id}from`} label="From">
          <Input id={`${id}from`} name={from} type="date" key={first} defaultValue={first} />
        </Field>
        <Field id={`${id}to`} label="To, that day included">
          <Input id={`${id}to`} name={to} type="date" key={last} defaultValue={last} />
        </Field>
        <Button type="submit" variant="primary">
          Show
        </Button>
      </Form>
    </Chip>
  );
}
