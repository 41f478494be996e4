import { getCollectionProps, getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Checkbox } from "#app/components/ui/controls.tsx";
import { FieldError } from "#app/components/ui/field.tsx";
import { FormError } from "#app/components/ui/form-error.tsx";
import { InputField } from "#app/components/ui/form-fields.tsx";
import { SubmitButton } from "#app/components/ui/submit-button.tsx";
import type { ShownAddress } from "#packages/core/secret-address.ts";
import { severities } from "#packages/incidents/rules.ts";
import { SecretAddress } from "./secret-address.tsx";

export interface SettingsFields {
  name: string;
  timeZone: string;
  unattendedMinutes: number;
  slackWebhook: ShownAddress | null;
  webhook: ShownAddress | null;
  requireRcaFor: string[];
  readsPerMinute: number;
  writesPerMinute: number;
}

type FormFields = Omit<SettingsFields, "slackWebhook" | "webhook"> & {
  slackWebhookUrl: string;
  removeSlackWebhook: boolean;
  webhookUrl: string;
  removeWebhook: boolean;
};

interface SettingsFormProps {
  settings: SettingsFields;
  timeZones: readonly string[];
  lastResult: SubmissionResult<string[]> | undefined;
}

export function SettingsForm({ settings, timeZones, lastResult }: SettingsFormProps) {
  const { slackWebhook, webhook, ...shown } = settings;
  const [form, fields] = useForm<FormFields>({
    id: "settings",
    defaultValue: shown,
    lastResult,
    constraint: { name: { required: true, maxLength: 80 }, timeZone: { required: true } },
  });
  const { requireRcaFor } = fields;
  return (
    <Form method="post" {...getFormProps(form)} className="flex flex-col gap-5">
      <FormError id={form.errorId} errors={form.errors} />
      <div className="grid gap-5 sm:grid-cols-2">
        <InputField meta={fields.name} label="Name" autoComplete="off" />
        <InputField
          meta={fields.timeZone}
          label="Time zone"
          list="time-zones"
          autoComplete="off"
          help="On-call days begin and end at midnight there."
        />
      </div>
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <InputField
        meta={fields.unattendedMinutes}
        label="Remind of an unattended incident after"
        type="number"
        min={0}
        max={10080}
        inputMode="numeric"
        className="sm:max-w-80"
        help="Minutes that one may stay open and unassigned. 0 turns the reminder off."
      />
      <fieldset>
        <legend className="font-medium">Require a root cause for</legend>
        <p className="mb-1 text-small text-text-muted">Such an incident can't be resolved without one.</p>
        <div className="flex flex-wrap gap-x-5">
          {getCollectionProps(requireRcaFor, { type: "checkbox", options: [...severities] }).map(
            ({ key, ...props }) => (
              <Checkbox key={key} {...props} label={props.value} />
            ),
          )}
        </div>
        {requireRcaFor.errors && <FieldError id={requireRcaFor.errorId} errors={requireRcaFor.errors} />}
      </fieldset>
      <SecretAddress
        meta={fields.slackWebhookUrl}
        removal={fields.removeSlackWebhook}
        label="Slack address"
        known={slackWebhook}
        placeholder="https://hooks.slack.com/services/…"
        help="An incoming webhook of the channel that pages are posted to."
      />
      <SecretAddress
        meta={fields.webhookUrl}
        removal={fields.removeWebhook}
        label="Webhook address"
        known={webhook}
        placeholder="https://example.com/hook"
        help="Gets each page as JSON."
      />
      <fieldset>
        <legend className="font-medium">What one person may do in a minute</legend>
        <p className="mb-2 text-small text-text-muted">
          Beyond it requests are refused for a moment. Acknowledging and signing out are never refused.
        </p>
        <div className="grid gap-5 sm:grid-cols-2">
          <InputField meta={fields.readsPerMinute} label="Reads" type="number" min={60} inputMode="numeric" />
          <InputField meta={fields.writesPerMinute} label="Changes" type="number" min={60} inputMode="numeric" />
        </div>
      </fieldset>
      <SubmitButton pendingLabel="Saving…" className="self-start">
        Save settings
      </SubmitButton>
    </Form>
  );
}
