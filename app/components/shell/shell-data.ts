import { useRouteLoaderData } from "@remix-run/react";
import type { loadShell } from "#app/routes/shell-data.server.ts";
import type { Permission } from "#packages/core/permissions.ts";

/** Who is signed in, as any page inside the shell may ask. */
export function useShell() {
  const data = useRouteLoaderData<typeof loadShell>("routes/_shell");
  if (!data) throw new Error("useShell is for pages inside the shell");
  return data;
}

/** Whether the person may: to leave out what would only be refused. The server decides all the same. */
export function useCan(permission: Permission | undefined): boolean {
  const { permissions } = useShell();
  return permission !== undefined && permissions.includes(permission);
}
