import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { FilterChips } from "#app/components/ui/list/filter-chips.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { processFilter } from "#app/kit/list/filters.ts";
import { processChoice } from "#app/kit/process-choice.server.ts";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { pageParam, setParam } from "#app/lib/url.ts";
import { ShowActivity } from "#packages/activity/queries.server.ts";
import { feedFilter } from "#packages/activity/rules.ts";
import { readFilter } from "#packages/core/filter.ts";
import { Feed } from "./feed.tsx";
import { TypeChips } from "./type-chips.tsx";

const perPage = 50;

export const meta = titled("Activity");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "activity.view");
  const choice = await processChoice(context, api);
  // Super admins watch one stream of all processes, whichever they narrow it to: its numbers and the socket's are the same.
  const stream = choice.processes ? unwrap(context, await context.services.api(null)) : api;
  const params = new URL(request.url).searchParams;
  const { before, type } = unwrap(context, readFilter(ShowActivity, Object.fromEntries(params)));
  const processId = choice.processes && choice.current;
  const filter = { ...feedFilter(type), ...(processId ? { processIds: [processId] } : {}) };
  const feed = unwrap(context, await stream.newest(before ?? null, perPage, filter));
  return { feed, choice, type, processId, notReached: [...stream.notReached.values()] };
}

export default function Activity() {
  const { feed, choice, type, processId, notReached } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const newest = !params.has("before");
  const across = choice.processes !== null && processId === null;
  const names = choice.processes?.map(({ slug, name }) => [slug, name]);
  return (
    <Page
      title="Activity"
      subtitle={across ? "What happens in all processes, as it happens." : "What happens here, as it happens."}
      notReached={notReached}
      filters={
        <>
          <TypeChips />
          {choice.processes && <FilterChips filters={processFilter(choice)} />}
        </>
      }
    >
      <Feed
        key={params.toString()}
        loaded={feed}
        type={type}
        processId={processId}
        newest={newest}
        processNames={across && names ? Object.fromEntries(names) : null}
      />
      {(!newest || feed.olderBefore !== null) && (
        <nav aria-label="Pages" data-print="hide" className="flex justify-end gap-2">
          {!newest && (
            <ButtonLink size="small" to={setParam(params, "before", null)}>
              <Icon name="chevron-left" className="size-4" />
              Newest
            </ButtonLink>
          )}
          {feed.olderBefore !== null && (
            <ButtonLink size="small" to={pageParam(params, "before", String(feed.olderBefore))}>
              Older
              <Icon name="chevron-right" className="size-4" />
            </ButtonLink>
          )}
        </nav>
      )}
    </Page>
  );
}
