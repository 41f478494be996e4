import { Form, Link, useLocation, useSearchParams } from "@remix-run/react";
import { Button } from "#app/components/ui/button.tsx";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { Popover } from "#app/components/ui/overlay/popover.tsx";
import { cx } from "#app/lib/cx.ts";
import { clearParams } from "#app/lib/url.ts";
import { dateWords } from "#packages/core/dates.ts";

const chip = "inline-flex min-h-10 items-center gap-1 rounded-full border px-3 text-small whitespace-nowrap sm:min-h-8";
const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** From a day to a day, by the address as all filters. */
export function DateChip() {
  const [params] = useSearchParams();
  const { search } = useLocation();
  const [from, to] = [params.get("from") ?? "", params.get("to") ?? ""].map((date) => (isDate(date) ? date : ""));
  const words = [from && `from ${dateWords(from)}`, to && `to ${dateWords(to)}`].filter(Boolean).join(" ");
  const others = [...params].filter(([name]) => !["from", "to", "cursor"].includes(name));
  return (
    <span className="inline-flex">
      <Popover
        closeOn={search}
        className={cx(
          chip,
          words
            ? "rounded-r-none border-accent bg-success-soft text-text"
            : "border-border-strong bg-surface-raised text-text-muted",
        )}
        label={
          <>
            <span className={words ? "font-medium" : undefined}>Date</span>
            {words ? `: ${words}` : <Icon name="chevron-down" className="size-3.5" />}
          </>
        }
      >
        <Form method="get" className="flex w-56 flex-col gap-3 p-2.5">
          {others.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Field id="from" label="From">
            <Input id="from" name="from" type="date" key={from} defaultValue={from} />
          </Field>
          <Field id="to" label="To, that day included">
            <Input id="to" name="to" type="date" key={to} defaultValue={to} />
          </Field>
          <Button type="submit" variant="primary">
            Show
          </Button>
        </Form>
      </Popover>
      {words && (
        <Link
          to={clearParams(params, ["from", "to"])}
          preventScrollReset
          aria-label="Remove the filter Date"
          className={cx(chip, "rounded-l-none border-l-0 border-accent bg-success-soft px-2 hover:bg-surface-sunken")}
        >
          <Icon name="x" className="size-3.5" />
        </Link>
      )}
    </span>
  );
}
