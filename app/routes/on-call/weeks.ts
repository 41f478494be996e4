/** The schedule with the weeks that the address shows, whatever else it asks for. */
export function weeksFrom(params: URLSearchParams): string {
  const from = params.get("from");
  return from ? `/on-call?from=${encodeURIComponent(from)}` : "/on-call";
}
