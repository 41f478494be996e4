/** Whether a browser sends this request for a page: programs send neither header. */
export const isBrowser = (request: Request): boolean =>
  request.headers.has("sec-fetch-site") || request.headers.has("origin");
