import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { feedBefore } from "#app/components/activity/feed.server.ts";
import { Feed } from "#app/components/activity/feed.tsx";
import { TypeChips } from "#app/components/activity/type-chips.tsx";
import { ButtonLink } from "#app/components/ui/button.tsx";
import { Page } from "#app/components/ui/page.tsx";
import { pageApi } from "#app/lib/page.server.ts";
import { processChoice } from "#app/lib/process-choice.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { pageParam, setParam, valuesOf } from "#app/lib/url.ts";

const perPage = 50;

export const meta: MetaFunction = () => [{ title: "Activity · D2C OPs" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "activity.view");
  const { processes } = await processChoice(context, api);
  // Super admins watch one stream of all processes; its numbers and the socket's are the same.
  const stream = processes ? unwrap(context, await context.services.api(null)) : api;
  const params = new URL(request.url).searchParams;
  const before = Number(params.get("before")) || null;
  const type = params.get("type")?.slice(0, 200) || undefined;
  const feed = await feedBefore(stream, { before, type, limit: perPage });
  return { feed, processNames: processes && Object.fromEntries(processes.map(({ slug, name }) => [slug, name])) };
}

export default function Activity() {
  const { feed, processNames } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const newest = !params.has("before");
  const types = valuesOf(params, "type");
  return (
    <Page
      title="Activity"
      subtitle={processNames ? "What happens in all processes, as it happens." : "What happens here, as it happens."}
      filters={<TypeChips />}
    >
      <Feed key={params.toString()} loaded={feed} types={types} newest={newest} processNames={processNames} />
      {(!newest || feed.olderBefore !== null) && (
        <nav aria-label="Pages" data-print="hide" className="flex justify-end gap-2">
          {!newest && (
            <ButtonLink size="small" to={setParam(params, "before", null)}>
              <ChevronLeft aria-hidden="true" className="size-4" />
              Newest
            </ButtonLink>
          )}
          {feed.olderBefore !== null && (
            <ButtonLink size="small" to={pageParam(params, "before", String(feed.olderBefore))}>
              Older
              <ChevronRight aria-hidden="true" className="size-4" />
            </ButtonLink>
          )}
        </nav>
      )}
    </Page>
  );
}
