import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { FormError } from "./ui/form-error.tsx";
import { InputField } from "./ui/form-fields.tsx";
import { SubmitButton } from "./ui/submit-button.tsx";

interface LoginFields {
  email: string;
  password: string;
  next: string;
}

export interface LoginFormProps {
  lastResult: SubmissionResult<string[]> | undefined;
  next: string;
}

export function LoginForm({ lastResult, next }: LoginFormProps) {
  const [form, fields] = useForm<LoginFields>({
    id: "login",
    lastResult,
    constraint: { email: { required: true }, password: { required: true } },
  });
  return (
    <Form method="post" {...getFormProps(form)} className="flex flex-col gap-4">
      <FormError id={form.errorId} errors={form.errors} />
      <InputField
        meta={fields.email}
        label="E-mail"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <InputField meta={fields.password} label="Password" type="password" autoComplete="current-password" />
      <input type="hidden" name="next" value={next} />
      <SubmitButton size="large" pendingLabel="Signing in…" className="mt-2 w-full">
        Sign in
      </SubmitButton>
    </Form>
  );
}
