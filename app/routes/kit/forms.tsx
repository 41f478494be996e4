import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ComboboxField } from "#app/components/ui/form/combobox-field.tsx";
import { DateTimeField } from "#app/components/ui/form/date-time-field.tsx";
import { FormErrors } from "#app/components/ui/form/form-errors.tsx";
import { CheckboxField, InputField, SelectField } from "#app/components/ui/form/form-fields.tsx";
import { MarkdownField } from "#app/components/ui/form/markdown-field.tsx";
import { PersonField } from "#app/components/ui/form/person-field.tsx";
import { RadioCards } from "#app/components/ui/form/radio-cards.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { TagField } from "#app/components/ui/form/tag-field.tsx";
import { titled } from "#app/kit/titled.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { Specimen, State } from "./specimen.tsx";

export const meta = titled("Forms · Kit");

/** As an action answers: of a field, of a part of one, of what has no field here, and of the whole. */
const refused: SubmissionResult<string[]> = {
  status: "error",
  initialValue: { title: "Down", tags: "payments, cards" },
  error: {
    "": ["Somebody else changed it meanwhile. Your text is kept."],
    title: ["Write what is broken, in a few words."],
    "tags[1]": ["A tag has at most 40 characters."],
    squad: ["At most 80 characters."],
    visible: ["Choose who may see it."],
    impact: ["Choose how bad it is."],
    zone: ["Choose one of these."],
  },
};

export function loader(args: LoaderFunctionArgs) {
  requireLocalStart(args);
  return { lastResult: new URL(args.request.url).searchParams.has("wrong") ? refused : null };
}

const parts = [
  { value: "payments", label: "Payments" },
  { value: "messages", label: "Messages" },
];

const impacts = [
  { value: "all", label: "Everybody", help: "A main service is down for most customers." },
  { value: "some", label: "Some", help: "A part does not work, and there is a way around it." },
];

const zones = ["Africa/Johannesburg", "Africa/Lagos", "Asia/Kolkata", "Asia/Tokyo", "Europe/Berlin", "Europe/London"]
  .concat(["America/New_York", "America/Sao_Paulo", "Australia/Sydney", "Pacific/Auckland"])
  .map((value) => ({ value, label: value.replace("_", " ") }));

const people = ["Sipho Zulu", "Thabo Mokoena", "Lerato Dlamini"].map((name) => ({ id: name, name }));

interface Fields {
  title: string;
  part: string;
  zone: string;
  person: string;
  impact: string;
  startsAt: string;
  text: string;
  tags: string;
  visible: boolean;
}

export default function Forms() {
  const { lastResult } = useLoaderData<typeof loader>();
  return (
    <>
      <div>
        <h1 className="text-title">Forms</h1>
        <Link to={lastResult ? "/kit/forms" : "/kit/forms?wrong"} className="underline">
          {lastResult ? "Without refusals" : "With every kind of refusal"}
        </Link>
      </div>
      <Specimen name="A form">
        <State of={lastResult ? "Refused: in a field, in a part of one, without a field, as a whole" : "Empty"}>
          <KitForm key={String(lastResult !== null)} lastResult={lastResult ?? undefined} />
        </State>
      </Specimen>
    </>
  );
}

function KitForm({ lastResult }: { lastResult: SubmissionResult<string[]> | undefined }) {
  const [form, fields] = useForm<Fields>({ id: "kit", lastResult });
  return (
    <Form method="get" {...getFormProps(form)} className="flex flex-col gap-5">
      <FormErrors form={form}>
        <InputField meta={fields.title} label="Title" help="What is broken, and for whom." />
        <SelectField meta={fields.part} label="Part" options={parts} emptyLabel="Choose…" optional />
        <ComboboxField meta={fields.zone} label="Zone" options={zones} emptyLabel="The process's" optional />
        <PersonField meta={fields.person} label="Assignee" people={people} me="Thabo Mokoena" nobody="Nobody yet" />
        <RadioCards meta={fields.impact} label="Whom it hits" options={impacts} />
        <DateTimeField meta={fields.startsAt} label="Begins" timeZone="Africa/Johannesburg" optional />
        <MarkdownField meta={fields.text} label="Description" optional />
        <TagField meta={fields.tags} label="Tags" suggestions={["payments", "cards", "vip-client"]} optional />
        <CheckboxField meta={fields.visible} label="The client may see it" help="On its status page, too." />
        <div className="flex justify-end">
          <SubmitButton>Send</SubmitButton>
        </div>
      </FormErrors>
    </Form>
  );
}
