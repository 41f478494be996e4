import type { ClientLoaderFunctionArgs } from "@remix-run/react";

/** For a resource that a part of the page asks for: it is not asked again whenever the page is loaded anew. */
export const neverAgain = () => false;

/** The answer, or `otherwise`: without this a request that fails puts the error page in the place of the whole page. */
export async function orElse<T>({ serverLoader }: ClientLoaderFunctionArgs, otherwise: T): Promise<T> {
  try {
    return (await serverLoader()) as T;
  } catch {
    return otherwise;
  }
}
