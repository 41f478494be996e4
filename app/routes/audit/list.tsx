import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { Pagination } from "#app/components/ui/list/pagination.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { processFilters } from "#app/kit/process-choice.tsx";
import { fromMirror } from "#app/lib/mirror.server.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { refusalResponse, unwrap } from "#app/lib/refusal.server.ts";
import { verifyChain } from "#packages/audit/chain.server.ts";
import { recordNames } from "#packages/audit/names.server.ts";
import { listAudit } from "#packages/audit/queries.server.ts";
import { errors, statusOf } from "#packages/core/errors.ts";
import { ok } from "#packages/core/result.ts";
import { listMembers } from "#packages/users/index.ts";
import { AuditEntry } from "./audit-entry.tsx";
import { DateChip } from "./date-chip.tsx";
import { entriesOf, namedIn, namesById } from "./entries.server.ts";
import { auditActions, auditEntities, auditFilter } from "./filter.server.ts";
import { Verify, type VerifyReply, VerifyResult } from "./verify.tsx";
import { actionWords, capital } from "./words.ts";

export const meta: MetaFunction = () => [{ title: "Audit log · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "audit.view");
  const choice = await processChoice(context, api, { withPlatform: true });
  const params = new URL(request.url).searchParams;
  const filter = auditFilter(params, params.has("from") || params.has("to") ? await ownZone(context) : "UTC");
  if (!filter.success) throw refusalResponse(context, errors.notFound("This part of the log"));
  const [page, members] = await Promise.all([
    fromMirror(context, api, (read) => listAudit(read, filter.data)),
    choice.current === null ? ok([]) : api.view(listMembers, {}),
  ]);
  const names = choice.current === null ? ok([]) : await api.view(recordNames, { refs: namedIn(page.items) });
  const entries = entriesOf(page.items, namesById(names));
  const people = unwrap(context, members).map(({ id, name }) => ({ value: id, label: name }));
  const { entityId = null } = filter.data;
  const notReached = [...api.notReached.values()];
  return {
    choice,
    entries,
    nextCursor: page.nextCursor,
    people,
    entityId,
    actions: auditActions,
    entities: auditEntities,
    notReached,
  };
}

async function ownZone(context: AppLoadContext): Promise<string> {
  const { user, process } = unwrap(context, await context.services.session());
  return user.timeZone ?? process.timeZone;
}

/** Verify: a question to the hub, asked by a button and not by every visit of the page. */
export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "audit.view");
  const result = await verifyChain(api);
  if (result.ok) return data<VerifyReply>({ verdict: result.value });
  return data<VerifyReply>({ problem: result.error.message }, { status: statusOf[result.error.code] });
}

export default function AuditLog() {
  const { choice, entries, nextCursor, people, entityId, actions, entities, notReached } =
    useLoaderData<typeof loader>();
  const filters = [
    ...processFilters(choice),
    {
      param: "action",
      label: "Action",
      options: actions.map((value) => ({ value, label: actionWords(value) })),
      single: true,
    },
    {
      param: "entityType",
      label: "About",
      options: entities.map((value) => ({ value, label: capital(value) })),
      single: true,
    },
    ...(entityId
      ? [{ param: "entityId", label: "Record", options: [{ value: entityId, label: entityId }], single: true }]
      : []),
    ...(people.length > 0 ? [{ param: "userId", label: "Who", options: people, single: true }] : []),
  ];
  const names = new Map(choice.processes?.map(({ id, name }) => [id, name]));
  return (
    <Page
      title="Audit log"
      subtitle="Every change and every sign-in, chained by hash so that nothing can be altered unseen."
      action={
        choice.current ? (
          <Verify processId={choice.current} />
        ) : (
          <p className="max-w-56 text-small text-text-muted">Choose a process to verify or export its log.</p>
        )
      }
      notReached={notReached}
      filters={
        <>
          <FilterChips filters={filters} />
          <DateChip />
        </>
      }
    >
      {choice.current && <VerifyResult processId={choice.current} />}
      <section aria-label="Entries" className="rounded-lg border border-border bg-surface-raised">
        <h2 className="sr-only">Entries</h2>
        {entries.length > 0 ? (
          <ol className="divide-y divide-border">
            {entries.map(({ row, words, visits }) => (
              <AuditEntry
                key={`${row.processId}.${row.seq}`}
                row={row}
                words={words}
                visits={visits}
                processName={choice.current === null ? (names.get(row.processId) ?? row.processId) : undefined}
              />
            ))}
          </ol>
        ) : (
          <EmptyState icon="scroll-text" title="No entry matches these filters">
            Take a filter away, or choose other dates.
          </EmptyState>
        )}
        <Pagination nextCursor={nextCursor} />
      </section>
    </Page>
  );
}
