import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/kit/titled.ts";
import { apiDocument } from "./document.server.ts";
import { OperationEntry } from "./operation.tsx";

export const meta = titled("API");

/** Public, like the document that it shows. */
export function loader() {
  return apiDocument();
}

const idOf = (tag: string) => `tag-${tag.toLowerCase().replaceAll(" ", "-")}`;

export default function ApiDocs() {
  const { info, tags } = useLoaderData<typeof loader>();
  return (
    <>
      <header className="bg-nav text-nav-text">
        <div className="mx-auto flex max-w-5xl items-center gap-3 px-4 py-4 sm:px-6">
          <Link to="/" className="flex items-center gap-3 font-semibold text-nav-strong">
            <img src="/icons/icon.svg" alt="" width={32} height={32} />
            {info.title}
          </Link>
          <a href="/api/openapi.json" className="ml-auto underline hover:text-nav-strong">
            openapi.json
          </a>
        </div>
      </header>
      <main className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-6 sm:px-6">
        <div>
          <h1 className="text-title">The API</h1>
          <p className="text-text-muted">{info.description}</p>
        </div>
        <Basics />
        <nav aria-label="Parts" className="flex flex-wrap gap-2">
          {tags.map(({ tag, operations }) => (
            <a
              key={tag}
              href={`#${idOf(tag)}`}
              className="inline-flex min-h-10 items-center gap-1.5 rounded-full border border-border-strong bg-surface-raised px-3 text-small hover:bg-surface-sunken sm:min-h-8"
            >
              {tag} <span className="figures text-text-muted">{operations.length}</span>
            </a>
          ))}
        </nav>
        {tags.map(({ tag, operations }) => (
          <section key={tag} aria-labelledby={idOf(tag)}>
            <h2 id={idOf(tag)} className="mb-2 scroll-mt-4 font-semibold">
              {tag}
            </h2>
            <ul className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-surface-raised">
              {operations.map((operation) => (
                <OperationEntry key={operation.key} operation={operation} />
              ))}
            </ul>
          </section>
        ))}
      </main>
    </>
  );
}

function Basics() {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      <li>
        Sign in with <code>POST /api/auth/login</code> and send its token as <code>Authorization: Bearer</code>.
      </li>
      <li>
        Bodies are JSON. Times are ISO 8601 in UTC. Lists answer <code>items</code> and <code>nextCursor</code>, which
        goes back as <code>cursor</code>.
      </li>
      <li>
        To follow what happens, ask <code>GET /api/activity?since=…</code> and go on with the <code>nextSince</code> of
        each answer: no event is left out, however narrow the <code>type</code>.
      </li>
      <li>
        A change carries the <code>version</code> it was made from; a stale one answers 409 with the present state.
      </li>
      <li>
        A POST with an <code>Idempotency-Key</code> can be repeated safely for two days: the second one answers as the
        first, also when the first changed nothing.
      </li>
      <li>
        Every error is <code>{'{ "error": { code, message, fields?, requestId } }'}</code>, and its message says what to
        do.
      </li>
    </ul>
  );
}
