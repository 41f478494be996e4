import { Button, ButtonLink } from "#app/components/ui/button.tsx";
import { Checkbox, Input, Select, Textarea } from "#app/components/ui/form/controls.tsx";
import { Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { Switch } from "#app/components/ui/form/switch.tsx";
import { Kbd } from "#app/components/ui/kbd.tsx";
import { titled } from "#app/kit/titled.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { Specimen, State } from "./specimen.tsx";

export const meta = titled("Controls · Kit");
export const loader = requireLocalStart;

const variants = ["primary", "secondary", "ghost", "danger"] as const;
const sizes = ["small", "normal", "large"] as const;
const options = [
  { value: "one", label: "Payments" },
  { value: "two", label: "Messages" },
  { value: "three", label: "Not to be had", disabled: true },
];

export default function Controls() {
  return (
    <>
      <h1 className="text-title">Controls</h1>
      <Buttons />
      <Specimen name="Field">
        <State of="Empty, with help">
          <Field id="empty" label="Title" help="What is broken, in a few words.">
            <Input id="empty" placeholder="Payments time out" aria-describedby="empty-help" />
          </Field>
        </State>
        <State of="Optional, filled">
          <Field id="filled" label="Reference" optional>
            <Input id="filled" defaultValue="IGNITE-12" />
          </Field>
        </State>
        <State of="Wrong">
          <Field id="wrong" label="Address" errors={["This is not a web address."]}>
            <Input id="wrong" defaultValue="htp:/x" aria-invalid aria-describedby="wrong-error" />
          </Field>
        </State>
        <State of="Not to be changed">
          <Field id="off" label="Process">
            <Input id="off" defaultValue="Ignite" disabled />
          </Field>
        </State>
      </Specimen>
      <Specimen name="Select, text, checkbox">
        <State of="Select">
          <Field id="select" label="Part">
            <Select id="select" options={options} emptyLabel="Any" />
          </Field>
        </State>
        <State of="Text">
          <Field id="text" label="Description">
            <Textarea id="text" defaultValue="It began at 14:05." />
          </Field>
        </State>
        <State of="Checkbox">
          <Checkbox label="The client sees it" help="On its status page, too." defaultChecked />
        </State>
      </Specimen>
      <Specimen name="Switch">
        <State of="Off, on, not to be changed">
          <div className="flex flex-col">
            <Switch label="Also page by Slack" />
            <Switch label="Chain is on" help="Off, it pages nobody." defaultChecked />
            <Switch label="Mail" disabled defaultChecked />
          </div>
        </State>
      </Specimen>
      <Specimen name="Form error">
        <State of="What is wrong with the whole form; it takes the focus">
          <FormError errors={["Somebody else changed it meanwhile. Your text is kept."]} />
        </State>
      </Specimen>
      <Specimen name="Keys">
        <State of="One, a sequence, with ⌘ or Ctrl" row>
          <Kbd keys="c" />
          <Kbd keys="g i" />
          <Kbd keys="mod+k" />
        </State>
      </Specimen>
    </>
  );
}

function Buttons() {
  return (
    <Specimen name="Button">
      {variants.map((variant) => (
        <State key={variant} of={variant} row>
          {sizes.map((size) => (
            <Button key={size} variant={variant} size={size}>
              {size}
            </Button>
          ))}
          <Button variant={variant} disabled>
            Disabled
          </Button>
          <Button variant={variant} pending>
            Saving…
          </Button>
        </State>
      ))}
      <State of="As a link" row>
        <ButtonLink to="/kit">To the kit</ButtonLink>
      </State>
    </Specimen>
  );
}
