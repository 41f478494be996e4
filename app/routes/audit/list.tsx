import { type ActionFunctionArgs, data } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { keepInput } from "#app/kit/keep-input.ts";
import { dates, oneAmong, person } from "#app/kit/list/filters.ts";
import { listLoader } from "#app/kit/list/list-loader.server.ts";
import { ListPage } from "#app/kit/list/list-page.tsx";
import { wholeDays } from "#app/kit/list/whole-days.server.ts";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { verifyChain } from "#packages/audit/chain.server.ts";
import { recordNames } from "#packages/audit/names.server.ts";
import { ListAudit, listAudit } from "#packages/audit/queries.server.ts";
import { mapped } from "#packages/core/endpoint.ts";
import { statusOf } from "#packages/core/errors.ts";
import { ok } from "#packages/core/result.ts";
import { listMembers } from "#packages/users/index.ts";
import { AuditEntry } from "./audit-entry.tsx";
import { entriesOf, namedIn, namesById } from "./entries.server.ts";
import { auditActions, auditEntities } from "./filter.server.ts";
import { Verify, type VerifyReply, VerifyResult } from "./verify.tsx";
import { actionWords, title } from "./words.ts";

export const meta = titled("Audit log");
export const loader = listLoader({
  permission: "audit.view",
  filter: ListAudit,
  views: "audit-log",
  withPlatform: true,
  address: ({ query }, context) => wholeDays(query, ["from", "to"], context),
  async read(api, filter) {
    const page = await api.read((read) => listAudit(read, filter));
    if (!page.ok) return page;
    const { items, nextCursor } = page.value;
    const names = api.processId === null ? ok([]) : await api.view(recordNames, { refs: namedIn(items) });
    return ok({ items: entriesOf(items, namesById(names)), nextCursor });
  },
  async also(api, context) {
    const members = api.processId === null ? ok([]) : await api.view(listMembers, {});
    const people = unwrap(
      context,
      mapped(members, (all) => all.map(({ id, name }) => ({ id, name }))),
    );
    return { people, entityId: api.query.entityId ?? null, actions: auditActions, entities: auditEntities };
  },
});

/** Verify: a question to the hub, asked by a button and not by every visit of the page. */
export async function action({ context }: ActionFunctionArgs) {
  const api = await pageApi(context, "audit.view");
  const result = await verifyChain(api);
  if (result.ok) return data<VerifyReply>({ verdict: result.value });
  return data<VerifyReply>({ problem: result.error.message }, { status: statusOf[result.error.code] });
}

export const clientAction = keepInput;

export default function AuditLog() {
  const list = useLoaderData<typeof loader>();
  const { people, entityId, actions, entities } = list.also;
  const { current, processes } = list.choice;
  const names = new Map(processes?.map(({ id, name }) => [id, name]));
  const one = current !== null;
  return (
    <ListPage
      title="Audit log"
      subtitle="Every change and every sign-in, chained by hash so that nothing can be altered unseen."
      list={list}
      things={["entry", "entries"]}
      actions={
        one ? (
          <Verify processId={current} />
        ) : (
          <p className="max-w-56 text-small text-text-muted">Choose a process to verify or export its log.</p>
        )
      }
      filters={[
        ...oneAmong(
          "action",
          "Action",
          actions.map((value) => ({ value, label: actionWords(value) })),
        ),
        ...oneAmong(
          "entityType",
          "About",
          entities.map((value) => ({ value, label: title(value) })),
        ),
        ...oneAmong("entityId", "Record", entityId ? [{ value: entityId, label: entityId }] : []),
        ...person("userId", "Who", people),
        dates("Date", "from", "to"),
      ]}
      notice={one && <VerifyResult processId={current} />}
      caption="Entries, newest first"
      rowId={({ row }) => `${row.processId}.${row.seq}`}
      shape={{
        item: ({ row, words, visits }) => (
          <AuditEntry
            row={row}
            words={words}
            visits={visits}
            processName={one ? undefined : (names.get(row.processId) ?? row.processId)}
          />
        ),
      }}
      empty={{ icon: "scroll-text", title: "Nothing was written yet" }}
    />
  );
}
