import { errors } from "#packages/core/errors.ts";
import { atMost } from "#packages/core/patience.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { boundedJson } from "./json-bounds.ts";
import type { Services } from "./services.ts";

/** Bytes of a body: of somebody whose session stands, and of anybody else. */
export const signedInBytes = 1_000_000;
export const anonymousBytes = 16_384;

/** How large a body may be. One larger than what anybody may send waits until it is known whose it is. */
export async function mostBytes(request: Request, services: Pick<Services, "session">): Promise<number> {
  const length = request.headers.get("content-length");
  if (length !== null && Number(length) <= anonymousBytes) return anonymousBytes;
  if (request.body === null) return anonymousBytes;
  return (await services.session()).ok ? signedInBytes : anonymousBytes;
}

/** A body that has not arrived by then is given up: a connection that only dribbles must not be held for ever. */
const arrivalMs = 10_000;

const tooLarge = (limit: number) =>
  errors.tooLarge(
    `The request is larger than ${limit >= 1_000_000 ? `${limit / 1_000_000} MB` : `${Math.floor(limit / 1024)} KB`}. Send less at once.`,
  );
const tooSlow = errors.invalid("The request took too long to arrive. Nothing was changed. Send it again.");
const brokeOff = errors.invalid("The request broke off before all of it had arrived. Nothing was changed.");

/** The body's bytes, read no further than `limit`. Nothing of it is decoded or parsed before its size is known. */
export async function limitedBytes(
  request: Request,
  limit: number,
  waitMs = arrivalMs,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return refuse(tooLarge(limit));
  const reader = request.body?.getReader();
  if (!reader) return ok(new Uint8Array());
  const result = await atMost(waitMs, readAll(reader, limit), refuse(tooSlow));
  // Not awaited: a client that has gone away may never confirm it.
  if (!result.ok) reader.cancel().catch(() => {});
  return result;
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > limit) return refuse(tooLarge(limit));
      chunks.push(Uint8Array.from(part.value));
    }
  } catch {
    // Whoever sent it has hung up: nothing of ours is broken.
    return refuse(brokeOff);
  }
  return ok(new Uint8Array(await new Blob(chunks).arrayBuffer()));
}

/** The body as text. */
export async function limitedText(request: Request, limit: number): Promise<Result<string>> {
  const bytes = await limitedBytes(request, limit);
  return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
}

/** A request's JSON object; an empty body is an empty object. */
export async function jsonBody(request: Request, limit: number): Promise<Result<Record<string, unknown>>> {
  const text = await limitedText(request, limit);
  if (!text.ok) return text;
  if (text.value.trim() === "") return ok({});
  return boundedJson(text.value);
}
