import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { allowedItems } from "#app/components/shell/navigation.ts";

/** The first page that this person may see. */
export function loader({ context }: LoaderFunctionArgs) {
  const first = allowedItems(context.services.session?.permissions ?? [])[0];
  throw redirect(first?.to ?? "/login");
}
