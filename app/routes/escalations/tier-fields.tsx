import { type FieldMetadata, type FormMetadata, getCollectionProps, getInputProps } from "@conform-to/react";
import { Button } from "#app/components/ui/button.tsx";
import { Checkbox } from "#app/components/ui/form/controls.tsx";
import { FieldError } from "#app/components/ui/form/field.tsx";
import { useFieldErrors } from "#app/components/ui/form/form-errors.tsx";
import { InputField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { channelLabel } from "#app/lib/channels.ts";
import { channels } from "#packages/escalations/rules.ts";
import type { ChainForm, TierField } from "./chain-values.ts";
import { type NamedPerson, personTrouble } from "./sentence.ts";

const channelLabels: Record<string, string> = channelLabel;

export type ChannelTroubles = Partial<Record<string, string | null>>;

interface TierFieldsProps {
  form: FormMetadata<ChainForm>;
  list: FieldMetadata<TierField[], ChainForm>;
  tier: FieldMetadata<TierField, ChainForm>;
  index: number;
  last: boolean;
  only: boolean;
  people: readonly NamedPerson[];
  /** Why a way takes nothing at present. */
  troubles: ChannelTroubles;
  onMove: (key: string | undefined, direction: "up" | "down") => void;
}

export function TierFields({ form, list, tier, index, last, only, people, troubles, onMove }: TierFieldsProps) {
  const { id, afterMinutes, userId, channels: ways } = tier.getFieldset();
  const wrongWays = useFieldErrors(ways);
  const number = index + 1;
  return (
    <fieldset data-tier={tier.key} className="rounded-md border border-border p-4">
      <legend className="sr-only">Tier {number}</legend>
      <div className="mb-3 flex items-center gap-1">
        <h3 className="figures mr-auto font-semibold">Tier {number}</h3>
        <Button
          type="submit"
          {...form.reorder.getButtonProps({ name: list.name, from: index, to: Math.max(0, index - 1) })}
          variant="ghost"
          size="small"
          data-move="up"
          aria-label={`Move tier ${number} up`}
          disabled={index === 0}
          onClick={() => onMove(tier.key, "up")}
        >
          <Icon name="arrow-up" className="size-4" />
        </Button>
        <Button
          type="submit"
          {...form.reorder.getButtonProps({ name: list.name, from: index, to: last ? index : index + 1 })}
          variant="ghost"
          size="small"
          data-move="down"
          aria-label={`Move tier ${number} down`}
          disabled={last}
          onClick={() => onMove(tier.key, "down")}
        >
          <Icon name="arrow-down" className="size-4" />
        </Button>
        <Button
          type="submit"
          {...form.remove.getButtonProps({ name: list.name, index })}
          variant="ghost"
          size="small"
          aria-label={`Remove tier ${number}`}
          disabled={only}
        >
          <Icon name="x" className="size-4" />
        </Button>
      </div>
      <input {...getInputProps(id, { type: "hidden" })} key={id.key} />
      <div className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <InputField meta={afterMinutes} label="After minutes" type="number" min={0} max={10080} inputMode="numeric" />
        <SelectField
          meta={userId}
          label="Who"
          emptyLabel="The on-call primary of that day"
          options={people.map((person) => ({
            value: person.id,
            label: person.name + (personTrouble(person) ?? ""),
          }))}
        />
      </div>
      <fieldset className="mt-3">
        <legend className="mb-1 font-medium">How</legend>
        <div className="flex flex-wrap gap-x-5">
          {getCollectionProps(ways, { type: "checkbox", options: [...channels] }).map(({ key, ...props }) => (
            <Checkbox
              key={key}
              {...props}
              label={
                <>
                  {channelLabels[props.value]}
                  {troubles[props.value] && (
                    <span className="text-small text-warning-text"> ({troubles[props.value]})</span>
                  )}
                </>
              }
            />
          ))}
        </div>
        {wrongWays && <FieldError id={ways.errorId} errors={wrongWays} />}
      </fieldset>
    </fieldset>
  );
}
