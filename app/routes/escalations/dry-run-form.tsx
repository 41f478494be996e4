import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/ui/button.tsx";
import { Input, Select } from "#app/components/ui/form/controls.tsx";
import { describedBy, Field } from "#app/components/ui/form/field.tsx";
import { severities, severityWords } from "#packages/incidents/rules.ts";

interface DryRunFormProps {
  severity: string;
  at: string;
  timeZone: string;
  /** The chosen process of a super admin: a form sent by GET replaces the whole search. */
  processId: string | null;
  errors: string[] | undefined;
}

/** A question, not a change: it is asked by the address, so that an answer can be shared. */
export function DryRunForm({ severity, at, timeZone, processId, errors }: DryRunFormProps) {
  const { state, formMethod } = useNavigation();
  const help = `On the clock of the process (${timeZone}).`;
  return (
    <Form method="get" className="grid items-start gap-4 sm:grid-cols-[minmax(0,14rem)_minmax(0,16rem)_auto]">
      {processId && <input type="hidden" name="processId" value={processId} />}
      <Field id="severity" label="Severity">
        <Select
          id="severity"
          name="severity"
          key={severity}
          defaultValue={severity}
          options={severities.map((each) => ({ value: each, label: `${each} ${severityWords[each]}` }))}
        />
      </Field>
      <Field id="at" label="Opens at" help={help} errors={errors}>
        <Input
          id="at"
          name="at"
          type="datetime-local"
          key={at}
          defaultValue={at}
          required
          aria-invalid={errors ? true : undefined}
          aria-describedby={describedBy("at", { help, errors })}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        pending={state !== "idle" && formMethod === "GET"}
        className="sm:mt-6.5 sm:justify-self-start"
      >
        Show who is paged
      </Button>
    </Form>
  );
}
