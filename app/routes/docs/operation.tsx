import type { ReactNode } from "react";
import { Badge, type Tone } from "#app/components/ui/badge.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import type { ApiOperation } from "./document.server.ts";
import type { FieldWords } from "./fields.ts";

const methodTone: Record<string, Tone> = { get: "info", post: "success", patch: "warning", delete: "danger" };

/** One line of the contract; all about it when opened. */
export function OperationEntry({ operation }: { operation: ApiOperation }) {
  const { method, path, summary, more, permission, open, parameters, body, responses, curl } = operation;
  return (
    <li>
      <details className="group" id={operation.key}>
        <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 hover:bg-surface-sunken/60">
          <Icon name="chevron-right" className="size-4 text-text-muted transition-transform group-open:rotate-90" />
          <span className="inline-flex w-17">
            <Badge tone={methodTone[method]}>{method.toUpperCase()}</Badge>
          </span>
          <code className="min-w-0 font-medium break-all">{path}</code>
          <span className="w-full text-text-muted sm:w-auto">
            <Words text={summary} />
          </span>
        </summary>
        <div className="flex min-w-0 flex-col gap-4 border-t border-border bg-surface px-4 py-4 sm:pl-11">
          <p>
            {open ? "Needs no session." : "Needs a session or a token"}
            {permission && permission !== "anyone_signed_in" && (
              <>
                {" "}
                with the permission <code className="font-medium">{permission}</code>
              </>
            )}
            {!open && "."}
          </p>
          {more && (
            <p className="max-w-prose">
              <Words text={more} />
            </p>
          )}
          {parameters.length > 0 && <Fields title="Parameters" fields={parameters} />}
          {body && (
            <Part title="Body (JSON)">
              <FieldTable fields={body.fields} />
              <details className="mt-2">
                <summary className="list-none text-small text-accent-text underline">The schema itself</summary>
                <Code>{body.raw}</Code>
              </details>
            </Part>
          )}
          <Part title="Answers">
            <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small">
              {responses.map(({ status, description }) => (
                <li key={status}>
                  <span className="figures font-medium">{status}</span>{" "}
                  <span className="text-text-muted">{description.replaceAll("_", " ")}</span>
                </li>
              ))}
            </ul>
          </Part>
          <Part title="Example">
            <Code>{curl}</Code>
          </Part>
        </div>
      </details>
    </li>
  );
}

/** What stands between backticks is code. */
const Words = ({ text }: { text: string }) =>
  text.split("`").map((piece, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
    place % 2 === 1 ? <code key={place}>{piece}</code> : piece,
  );

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

const Fields = ({ title, fields }: { title: string; fields: FieldWords[] }) => (
  <Part title={title}>
    <FieldTable fields={fields} />
  </Part>
);

function FieldTable({ fields }: { fields: FieldWords[] }) {
  return (
    <dl className="text-small">
      {fields.map(({ name, type, required, notes }) => (
        <div key={name} className="grid gap-x-4 border-t border-border py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt>
            <code className="font-medium break-all">{name}</code>
            {required && <span className="ml-2 text-warning-text">needed</span>}
          </dt>
          <dd className="min-w-0 break-words">
            {type}
            {notes && (
              <span className="text-text-muted">
                {" – "}
                <Words text={notes} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Code({ children }: { children: string }) {
  return (
    <pre className="rounded-md bg-surface-sunken p-3 text-small break-words whitespace-pre-wrap">
      <code>{children}</code>
    </pre>
  );
}
