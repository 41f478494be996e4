import interUrl from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { NavigationProgress } from "#app/components/ui/feedback/navigation-progress.tsx";
import { RouteError } from "#app/components/ui/feedback/route-error.tsx";
import { Toaster } from "#app/components/ui/feedback/toaster.tsx";
import { ClockProvider } from "#app/lib/clock.tsx";
import { NonceContext } from "#app/lib/nonce.ts";
import { loadRoot } from "./root-data.server.ts";
import stylesUrl from "./styles.css?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: interUrl, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: stylesUrl },
  { rel: "icon", href: "/icons/icon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icons/icon-180.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

export const meta: MetaFunction = () => [{ title: "D2C OPs" }];

export const loader = loadRoot;

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  // Absent when the root loader itself failed: the page must still come out.
  const data = useRouteLoaderData<typeof loader>("root");
  return (
    <html lang="en" data-theme={data?.theme ?? "system"} data-release={data?.release} data-request={data?.requestId}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#042C53" />
        <Meta />
        <Links />
      </head>
      <body>
        <ClockProvider now={data?.now ?? Date.now()} timeZone={data?.timeZone ?? "UTC"}>
          <NavigationProgress />
          {children}
          <Toaster />
        </ClockProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return (
    <main>
      <RouteError />
    </main>
  );
}
