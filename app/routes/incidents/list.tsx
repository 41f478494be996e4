import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Outlet, type ShouldRevalidateFunction, useLoaderData } from "@remix-run/react";
import { OverList } from "#app/components/incident/over-list.ts";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { keepInput } from "#app/kit/keep-input.ts";
import { titled } from "#app/kit/titled.ts";
import { pageApi } from "#app/lib/page.server.ts";
import { actOnList, loadList } from "./list.server.ts";
import { ListView } from "./list-view.tsx";

const isList = (pathname: string) => pathname.replace(/\/$/, "") === "/incidents";

export const meta = titled("Incidents");

/** Null when an incident was asked for by its own address: then it is the page, and there is no list beneath. */
export async function loader(args: LoaderFunctionArgs) {
  if (isList(new URL(args.request.url).pathname)) return loadList(args);
  await pageApi(args.context, "incidents.view");
  return null;
}

export const action = (args: ActionFunctionArgs) => actOnList(args);
export const clientAction = keepInput;

/** Beneath an open incident the list stays as it is, with its filters in the address; it is read anew on the way back. */
export const shouldRevalidate: ShouldRevalidateFunction = (step) => {
  const { currentUrl, nextUrl, actionStatus = 200, defaultShouldRevalidate } = step;
  // Nothing was changed, and without a network this would end in the error page.
  if (actionStatus >= 400) return false;
  if (isList(nextUrl.pathname)) return defaultShouldRevalidate || !isList(currentUrl.pathname);
  return nextUrl.search !== currentUrl.search;
};

export default function Incidents() {
  const list = useLoaderData<typeof loader>();
  return (
    <OverList.Provider value={list !== null}>
      {list && <ListView list={list} />}
      <Outlet />
    </OverList.Provider>
  );
}

export const ErrorBoundary = RouteError;
