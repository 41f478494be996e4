import { Link, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge } from "#app/components/ui/badge.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { setParam } from "#app/lib/url.ts";
import { entityLooks, linkTo } from "#app/register.ts";
import type { AuditAnswer } from "#packages/audit/queries.server.ts";
import { nameWords } from "#packages/core/capital.ts";
import type { Ref } from "#packages/core/ref.ts";
import { Changes } from "./changes.tsx";
import { detailWords } from "./words.ts";

interface AuditEntryProps {
  row: AuditAnswer;
  /** What the actor did. */
  words: string;
  /** Page views in a row that this one stands for; 1: it stands for itself. */
  visits: number;
  /** Only in the log of all processes. */
  processName: string | undefined;
}

/** When, who, what in one line; what it changed, and from where, when opened. Works before any script has come. */
export function AuditEntry({ row, words, visits, processName }: AuditEntryProps) {
  return (
    <li>
      <details className="group">
        <summary className="grid list-none grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-3 px-4 py-2.5 hover:bg-surface-sunken/60 sm:grid-cols-[1rem_11rem_minmax(0,12rem)_minmax(0,1fr)_auto]">
          <Icon
            name="chevron-right"
            className="size-4 text-text-muted transition-transform group-open:rotate-90 max-sm:row-span-3 max-sm:row-start-1"
          />
          <AbsoluteTime
            at={row.at}
            seconds
            className="text-text-muted max-sm:col-start-2 max-sm:row-start-3 max-sm:text-small"
          />
          <span className="truncate font-medium max-sm:col-start-2 max-sm:row-start-2">{row.actorName}</span>
          <span className="min-w-0 truncate max-sm:col-start-2 max-sm:row-start-1">
            {words}
            {visits > 1 && <span className="figures text-text-muted"> ×{visits}</span>}
            {row.reason && <span className="text-text-muted"> – {row.reason}</span>}
            {row.detail !== null && <span className="text-text-muted"> – {detailWords(row.detail)}</span>}
          </span>
          <span className="flex gap-2 max-sm:col-start-2">
            {processName && <Badge>{processName}</Badge>}
            <span className="figures text-small text-text-muted max-sm:hidden">
              {row.changes.length > 0 ? `${row.changes.length} ${row.changes.length === 1 ? "row" : "rows"}` : ""}
            </span>
          </span>
        </summary>
        <Opened row={row} process={processName && row.processId} />
      </details>
    </li>
  );
}

function Opened({ row, process }: { row: AuditAnswer; process: string | undefined }) {
  return (
    <div className="flex flex-col gap-4 border-t border-border bg-surface px-4 py-4 sm:pl-11">
      <dl className="grid gap-x-6 gap-y-2 text-small sm:grid-cols-2 lg:grid-cols-3">
        <Fact name="About">{row.refs && <About refs={row.refs} process={process} />}</Fact>
        <Fact name="IP address">{row.ip}</Fact>
        <Fact name="Request">{row.requestId}</Fact>
        <Fact name="Number in the chain">{row.seq}</Fact>
        <Fact name="Browser or client">{row.userAgent}</Fact>
        <Fact name="Hash">{row.hash}</Fact>
      </dl>
      {row.changes.map((change) => (
        <Changes key={`${change.table}.${change.id}`} change={change} />
      ))}
      {row.changes.length === 0 && <p className="text-small text-text-muted">It changed no row.</p>}
    </div>
  );
}

/** Shown in full; an act on hundreds is found under each, and its changes below name all of them. */
const shownRefs = 10;

function About({ refs, process }: { refs: Ref[]; process: string | undefined }) {
  const [params] = useSearchParams();
  const more = refs.length - shownRefs;
  return (
    <>
      {refs.slice(0, shownRefs).map(({ kind, id }) => {
        const page = linkTo(kind, { id, reference: null }, process);
        return (
          <span key={`${kind}/${id}`} className="block">
            {entityLooks.get(kind)?.name ?? nameWords(kind)}{" "}
            <Link
              to={setParam(params, "entityId", id)}
              title="Everything that was done to it"
              className="text-accent-text underline"
            >
              {id}
            </Link>{" "}
            {page && (
              <Link to={page} className="text-accent-text underline">
                Open
              </Link>
            )}
          </span>
        );
      })}
      {more > 0 && `and ${more} more`}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-text-muted">{name}</dt>
      <dd className="figures break-all">{children ?? "–"}</dd>
    </div>
  );
}
