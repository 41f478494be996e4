import { errors, type Refusal } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";

export const maxBytes = 1_000_000;
const tooLarge = errors.tooLarge("The request is larger than 1 MB. Send less at once.");

/** A request's JSON object, read no further than the limit. */
export async function jsonBody(request: Request): Promise<Result<Record<string, unknown>>> {
  const text = await limitedText(request);
  if (text === null) return refuse(tooLarge);
  if (text.trim() === "") return ok({});
  try {
    const value: unknown = JSON.parse(text);
    // An array or a bare value is JSON, but no request of ours.
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      const problem = shapeProblem(value);
      return problem ? refuse(problem) : ok(value as Record<string, unknown>);
    }
  } catch {
    return refuse(errors.invalid("The body is not valid JSON. Nothing was changed.", { body: ["Not JSON."] }));
  }
  return refuse(errors.invalid("The body must be a JSON object.", { body: ["Not an object."] }));
}

const deepest = 20;

/** No request of ours is nested deep or names what every object has: such bodies only try what comes after. */
function shapeProblem(value: object): Refusal | null {
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return errors.invalid("The body is nested too deep.", { body: ["Nested too deep."] });
    for (const key of level.flatMap(Object.keys))
      if (key in Object.prototype)
        return errors.invalid(`There is no field ${key}.`, Object.fromEntries([[key, ["Not a known field."]]]));
    level = level.flatMap(Object.values).filter((inner) => inner !== null && typeof inner === "object");
  }
  return null;
}

/** The body as text; null when it is larger than the limit. */
export async function limitedText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  const reader = request.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(Uint8Array.from(part.value));
  }
  return new TextDecoder().decode(await new Blob(chunks).arrayBuffer());
}
