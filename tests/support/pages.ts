import type { ActionFunction, EntryContext, HeadersFunction, ServerBuild } from "@remix-run/cloudflare";
import * as auditLog from "#app/routes/audit/list.tsx";
import * as editChain from "#app/routes/escalations/edit.tsx";
import * as chains from "#app/routes/escalations/list.tsx";
import * as newChain from "#app/routes/escalations/new.tsx";
import * as pageSomebody from "#app/routes/incidents/alert.tsx";
import * as incident from "#app/routes/incidents/detail.tsx";
import * as incidents from "#app/routes/incidents/list.tsx";
import * as newIncident from "#app/routes/incidents/new.tsx";
import * as onCall from "#app/routes/on-call/index.tsx";
import * as putOnCall from "#app/routes/on-call/new.tsx";
import * as hub from "#app/routes/operations/detail.tsx";
import * as delivery from "#app/routes/outbox/detail.tsx";
import * as outbox from "#app/routes/outbox/list.tsx";
import * as access from "#app/routes/people/edit.tsx";
import * as markdown from "#app/routes/resources/markdown.ts";
import * as testMessage from "#app/routes/resources/test-message.ts";
import * as views from "#app/routes/resources/views.ts";
import * as login from "#app/routes/sessions/login.tsx";
import * as logout from "#app/routes/sessions/logout.ts";
import * as switchProcess from "#app/routes/sessions/switch-process.tsx";
import * as deleted from "#app/routes/settings/deleted.tsx";
import * as settingsHistory from "#app/routes/settings/history.tsx";
import * as settings from "#app/routes/settings/index.tsx";
import { makeApp } from "#worker/app.ts";
import { env } from "./env.ts";
import { ask, type TestUser } from "./harness.ts";

interface ActionPage {
  action: ActionFunction;
  headers?: HeadersFunction;
}

/** Every page with an action, by its address. */
export const actionPages: Record<string, ActionPage> = {
  "escalations/:id": editChain,
  escalations: chains,
  "escalations/new": newChain,
  "incidents/new": newIncident,
  incidents,
  "incidents/:id": incident,
  "incidents/:id/page": pageSomebody,
  login,
  logout,
  "resources/test-message": testMessage,
  "resources/views": views,
  "on-call": onCall,
  "on-call/new": putOnCall,
  "audit-log": auditLog,
  outbox,
  "outbox/:id": delivery,
  settings,
  "settings/history": settingsHistory,
  "settings/deleted": deleted,
  "people/:id": access,
  "switch-process": switchProcess,
  "operations/:processId": hub,
  "resources/markdown": markdown,
};

/** In place of the rendered page: what its action answered. */
const answer = (_request: Request, status: number, headers: Headers, { staticHandlerContext }: EntryContext) => {
  const { actionData, errors } = staticHandlerContext;
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify({ actionData, errors }), { status, headers });
};

/** The pages' actions behind the real request handler, for tests that run without a build. */
export function buildOf(pages: Record<string, ActionPage>): ServerBuild {
  const routes = Object.entries(pages).map(([path, { action, headers }]) => {
    const module = { action, headers, default: () => null };
    return [path, { id: path, path, parentId: "root", module }] as const;
  });
  const build: Partial<ServerBuild> = {
    entry: { module: { default: answer } },
    routes: { root: { id: "root", path: "", module: { default: () => null } }, ...Object.fromEntries(routes) },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
    mode: "production",
  };
  // The flag the pages are built with; the others change nothing that a test here sees.
  return { future: { v3_singleFetch: true }, ...build } as ServerBuild;
}

export const pagesApp = makeApp(async () => buildOf(actionPages));

const urlEncoded = "application/x-www-form-urlencoded";

export interface Posted {
  as?: TestUser | null;
  type?: string | null;
  method?: string;
  /** Beside the session's. */
  cookie?: string | undefined;
  body: BodyInit | null;
}

/** Sends a form to a page, as a browser does. */
export async function postForm(path: string, { as, type = urlEncoded, method = "POST", cookie, body }: Posted) {
  const headers = new Headers({ origin: "http://ops.test", host: "ops.test" });
  const cookies = [as ? `__Host-session=${as.token}` : [], cookie ?? []].flat();
  if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
  if (type) headers.set("content-type", type);
  return ask(pagesApp, new Request(`http://ops.test${path}`, { method, headers, body }), env);
}
