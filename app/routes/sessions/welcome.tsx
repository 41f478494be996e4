import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { allowedItems } from "#app/components/shell/navigation.ts";
import { SubmitButton } from "#app/components/ui/form/submit-button.tsx";
import { titled } from "#app/kit/titled.ts";
import { roleLabel } from "#app/lib/role-words.ts";
import { welcomeWords } from "./welcome-words.ts";

export const meta = titled("Welcome");

export async function loader({ context }: LoaderFunctionArgs) {
  const session = await context.services.session();
  if (!session.ok) throw redirect("/login");
  const first = allowedItems(session.value.permissions)[0];
  if (first) throw redirect(first.to);
  const { user, process } = session.value;
  const choices = await context.services.choices();
  const several = choices.ok && choices.value.choices.length > 1;
  return { name: user.name, role: user.role, process: process.name, several };
}

/** For those whose part of the product is not there yet: outside the shell, which would have nothing to offer them. */
export default function Welcome() {
  const { name, role, process, several } = useLoaderData<typeof loader>();
  const { title, text, later } = welcomeWords(role);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-nav px-4 py-10">
      <img src="/icons/icon.svg" alt="D2C OPs" width={56} height={56} />
      <div className="w-full max-w-lg rounded-xl bg-surface-raised p-6 shadow-2xl sm:p-8">
        <p className="mb-1 font-semibold text-accent-text">{process}</p>
        <h1 className="mb-3 text-title">{title}</h1>
        <p className="mb-3">{text}</p>
        <p className="text-text-muted">{later}</p>
        <div className="mt-6 flex flex-wrap items-center justify-between gap-3 border-t border-border pt-4">
          <p className="text-small text-text-muted">
            Signed in as {name}, {roleLabel(role)}
            {several && (
              <>
                {" · "}
                <Link to="/switch-process">Switch process</Link>
              </>
            )}
          </p>
          <Form method="post" action="/logout">
            <SubmitButton variant="secondary" pendingLabel="Signing out…">
              Sign out
            </SubmitButton>
          </Form>
        </div>
      </div>
    </main>
  );
}
