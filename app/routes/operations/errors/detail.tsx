import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData, useLocation, useNavigate } from "@remix-run/react";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { unwrap } from "#app/lib/refusal.server.ts";
import { Facts } from "#app/routes/operations/facts.tsx";
import { platformProcess } from "#packages/core/partition.ts";
import { getError } from "#packages/errors/views.server.ts";

export const meta = titled("Error");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const api = await pageApi(context, "system.admin");
  return unwrap(context, await api.in(platformProcess).view(getError, { id: params.id }));
}

/** Over the list, and a page of its own by its address. */
export default function ErrorDetail() {
  const error = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const navigate = useNavigate();
  const close = () => navigate(`/operations/errors${search}`, { preventScrollReset: true });
  return (
    <Dialog open onClose={close} size="wide" title={error.kind} description={error.where ?? undefined}>
      <p className="mb-4 font-medium wrap-anywhere whitespace-pre-wrap">{error.message || "It had no message."}</p>
      <Facts
        facts={[
          ["Times", error.count.toLocaleString("en")],
          ["First seen", <AbsoluteTime key="first" at={error.firstAt} seconds />],
          ["Last seen", <AbsoluteTime key="last" at={error.lastAt} seconds />],
          ["Release", error.release],
          ["Process", error.processId],
          ["User", error.userId],
          ["Request", error.requestId && <code className="select-all">{error.requestId}</code>],
        ]}
      />
      {error.stack && (
        <section aria-label="Stack" className="mt-4">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="overflow-x-auto rounded-md bg-surface-sunken px-4 py-3 text-small">
            {error.stack}
          </pre>
        </section>
      )}
    </Dialog>
  );
}
