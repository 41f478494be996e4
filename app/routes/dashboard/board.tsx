import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { Card } from "#app/components/ui/card.tsx";
import { EmptyState } from "#app/components/ui/feedback/states.tsx";
import { Table } from "#app/components/ui/list/table.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { withProcess } from "#app/lib/url.ts";
import { useRevalidateOn } from "#app/live/hooks.ts";
import { useRefreshEvery } from "#app/live/use-refresh-every.ts";
import { showBoard } from "#packages/dashboard/board.server.ts";
import { boardColumns } from "./board-columns.tsx";

export const meta = titled("Board");

/** For what no event tells of: a channel that takes nothing, another day's primary. */
const refreshMs = 60_000;

export async function loader({ context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "platform.cross_process");
  return unwrap(context, await showBoard(api));
}

export default function Board() {
  const { items, notReached } = useLoaderData<typeof loader>();
  useRevalidateOn({ entity: ["incident", "on_call"] });
  useRefreshEvery(refreshMs);
  const unattended = items.reduce((sum, row) => sum + row.unattendedIncidents, 0);
  const uncovered = items.filter(({ primary }) => primary === null || primary.problem !== null).length;
  return (
    <Page title="Board" subtitle={summary(unattended, uncovered)} notReached={notReached}>
      <Card flush title="All processes">
        {items.length === 0 ? (
          <EmptyState icon="building-complex" title="There is no process yet.">
            Each that is opened has a line here, the one that needs somebody most on top.
          </EmptyState>
        ) : (
          <Table
            caption="Every process, the one that needs somebody most first"
            columns={boardColumns}
            rows={items}
            rowId={({ processId }) => processId}
            rowHref={({ processSlug }) => withProcess("/dashboard", processSlug)}
          />
        )}
      </Card>
    </Page>
  );
}

function summary(unattended: number, uncovered: number): string {
  const wrong = [
    unattended > 0 && `${unattended} ${unattended === 1 ? "incident" : "incidents"} for which nobody will be paged`,
    uncovered > 0 && `${uncovered} ${uncovered === 1 ? "process has" : "processes have"} nobody on call`,
  ].filter((words) => words !== false);
  return wrong.length > 0 ? wrong.join(" · ") : "Each process has somebody on call, and somebody for whatever is open.";
}
