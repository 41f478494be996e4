import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { type InputHTMLAttributes, useEffect, useRef } from "react";
import { Input } from "#app/components/ui/form/controls.tsx";
import { describedBy, errorId, Field } from "#app/components/ui/form/field.tsx";
import { FormError } from "#app/components/ui/form/form-error.tsx";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { CommandId } from "#app/kit/forms/command-id.tsx";
import { FormFailure } from "#app/kit/forms/form-failure.tsx";
import type { Sending } from "#app/kit/forms/use-reply.ts";

export interface LoginFormProps {
  reply: Sending<unknown>;
  lastResult: SubmissionResult<string[]> | undefined;
  next: string;
}

/** Without the form library: for two fields that only the server can judge it was a tenth of what the page loads. */
export function LoginForm({ reply, lastResult, next }: LoginFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (lastResult) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [lastResult]);
  const errors = (name: string) => lastResult?.error?.[name] ?? undefined;
  return (
    <Form ref={form} method="post" noValidate className="flex flex-col gap-4">
      <CommandId answer={reply.answer} />
      <FormFailure of={reply} />
      <FormError id={errorId("login")} errors={errors("")} />
      <LoginField
        name="email"
        label="E-mail"
        errors={errors("email")}
        type="email"
        defaultValue={String(lastResult?.initialValue?.email ?? "")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <LoginField
        name="password"
        label="Password"
        errors={errors("password")}
        type="password"
        autoComplete="current-password"
      />
      <input type="hidden" name="next" value={next} />
      <SubmitButton size="large" pendingLabel="Signing in…" className="mt-2 w-full">
        Sign in
      </SubmitButton>
    </Form>
  );
}

interface LoginFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  errors: string[] | undefined;
}

function LoginField({ name, label, errors, ...rest }: LoginFieldProps) {
  const id = `login-${name}`;
  return (
    <Field id={id} label={label} errors={errors}>
      <Input
        {...rest}
        id={id}
        name={name}
        required
        aria-invalid={errors ? true : undefined}
        aria-describedby={describedBy(id, { errors })}
      />
    </Field>
  );
}
