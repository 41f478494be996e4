import { type FormEvent, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { Input } from "#app/components/ui/form/controls.tsx";
import { errorId, Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { postponeSignIn, sessionRestored } from "./session-state.ts";
import { type SignInPerson, signInHere } from "./sign-in.ts";

/** Signs in over the page that was open, with everything that was typed still on it. Lazy: most pages never need it. */
export default function SessionDialog(person: SignInPerson) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A dialog's events also reach the forms that it is rendered in.
    event.stopPropagation();
    if (sending) return;
    const form = new FormData(event.currentTarget);
    setSending(true);
    const typed = { email: String(form.get("email")), password: String(form.get("password")) };
    const outcome = await signInHere(person, typed);
    setSending(false);
    if (outcome.kind === "same") sessionRestored();
    else if (outcome.kind === "other") window.location.assign("/");
    else setRefusal(outcome.words);
  };
  return (
    <Dialog
      open
      onClose={postponeSignIn}
      title="Your session ended"
      description="It ran out, you signed out in another window, or your access was changed."
      size="small"
      focusField
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError id={errorId("again")} errors={refusal === null ? undefined : [refusal]} />
        <p>What you have written is still here. Sign in to go on.</p>
        <Field id="again-email" label="E-mail">
          <Input
            id="again-email"
            name="email"
            type="email"
            required
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={person.email}
          />
        </Field>
        <Field id="again-password" label="Password">
          <Input
            id="again-password"
            name="password"
            type="password"
            required
            autoComplete="current-password"
            data-first
          />
        </Field>
        <Button type="submit" variant="primary" size="large" pending={sending}>
          {sending ? "Signing in…" : "Sign in and go on"}
        </Button>
      </form>
    </Dialog>
  );
}
