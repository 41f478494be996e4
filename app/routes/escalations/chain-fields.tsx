import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { useEffect, useRef } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { FieldError } from "#app/components/ui/form/field.tsx";
import { useListErrors } from "#app/components/ui/form/form-errors.tsx";
import { CheckboxField, InputField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { severities, severityWords } from "#packages/incidents/rules.ts";
import { ChainSentence } from "./chain-sentence.tsx";
import { type ChainForm, draftTiers, newTier } from "./chain-values.ts";
import { chainSteps, type NamedPerson } from "./sentence.ts";
import { type ChannelTroubles, TierFields } from "./tier-fields.tsx";

interface ChainFieldsProps {
  form: FormMetadata<ChainForm, string[]>;
  fields: Required<{ [Name in keyof ChainForm]: FieldMetadata<ChainForm[Name], ChainForm, string[]> }>;
  people: readonly NamedPerson[];
  troubles: ChannelTroubles;
}

export function ChainFields({ form, fields, people, troubles }: ChainFieldsProps) {
  const tiers = fields.tiers.getFieldList();
  const drafts = draftTiers(tiers.map((tier) => tier.value));
  const lastMinutes = Math.max(0, ...drafts.map((tier) => tier.afterMinutes));
  const wrongTiers = useListErrors(fields.tiers);
  const keepFocus = useMovedFocus();
  useFocusOnNew(tiers.length);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField meta={fields.name} label="Name" autoComplete="off" className="sm:col-span-2" />
        <SelectField
          meta={fields.severity}
          label="For"
          emptyLabel="Every severity"
          options={severities.map((severity) => ({ value: severity, label: `${severity} ${severityWords[severity]}` }))}
        />
        <InputField
          meta={fields.repeat}
          label="Repeat"
          type="number"
          min={0}
          max={20}
          inputMode="numeric"
          help="How often the whole chain is gone through again."
        />
      </div>
      <section aria-labelledby="tiers-heading" className="flex flex-col gap-3">
        <h2 id="tiers-heading" className="font-semibold">
          Tiers
        </h2>
        <p className="-mt-2 max-w-prose text-small text-text-muted">
          Only people who may acknowledge incidents can be paged. Who can't be when a tier fires is passed over: next
          are the on-call primary, backup and escalation, then the managers.
        </p>
        {tiers.map((tier, index) => (
          <TierFields
            key={tier.key}
            form={form}
            list={fields.tiers}
            tier={tier}
            index={index}
            last={index === tiers.length - 1}
            only={tiers.length === 1}
            people={people}
            troubles={troubles}
            onMove={keepFocus}
          />
        ))}
        {wrongTiers && <FieldError id={fields.tiers.errorId} errors={wrongTiers} />}
        <Button
          type="submit"
          {...form.insert.getButtonProps({ name: fields.tiers.name, defaultValue: newTier(lastMinutes + 15) })}
          className="self-start"
        >
          <Icon name="plus" className="size-4" />
          Add a tier
        </Button>
      </section>
      <section aria-label="Reads as" className="rounded-md bg-surface-sunken px-4 py-3">
        <p className="mb-1.5 text-small text-text-muted">Reads as</p>
        <ChainSentence steps={chainSteps(drafts, people)} repeat={Number(fields.repeat.value) || 0} />
      </section>
      <CheckboxField meta={fields.isActive} label="Active" help="An inactive chain pages nobody." />
    </>
  );
}

/** A new tier is there to be filled in. */
function useFocusOnNew(count: number) {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current)
      [...document.querySelectorAll<HTMLInputElement>("[data-tier] input[type=number]")].at(-1)?.focus();
    before.current = count;
  }, [count]);
}

/** A moved tier's button keeps the focus: the browser drops it from what is put elsewhere in the page. */
function useMovedFocus() {
  const moved = useRef<{ key: string; direction: "up" | "down" } | null>(null);
  useEffect(() => {
    if (!moved.current) return;
    const { key, direction } = moved.current;
    const button = (which: string) =>
      document.querySelector<HTMLButtonElement>(`[data-tier="${key}"] [data-move="${which}"]:not(:disabled)`);
    (button(direction) ?? button(direction === "up" ? "down" : "up"))?.focus();
    moved.current = null;
  });
  return (key: string | undefined, direction: "up" | "down") => {
    if (key) moved.current = { key, direction };
  };
}
